"""What is said about the brand and its rivals: mentions, tone, stance, voice, alarms, allies, needs, changes."""
