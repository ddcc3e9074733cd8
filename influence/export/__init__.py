"""What the manager holds: CSV, XLSX, GEXF, GraphML. Every file is written whole or not at all."""
