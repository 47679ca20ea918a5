"""Use cases, one file a noun. A use case is rules and records in one transaction; it draws nothing.

Every use case takes the office (what the desk works with) and the desk (who acts). A refusal that the rules give is a
value; a fault in what was typed is a `DeskError`.
"""
