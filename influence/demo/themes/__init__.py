"""How sites are drawn: one theme a module, each after the manner of a widespread system."""
