"""What is kept: tables, the unit of work that writes them with its journal, the schema, drafts and the change watch."""
