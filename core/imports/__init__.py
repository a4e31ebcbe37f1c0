"""The import engine: any department's roster, however dirty, becomes a plan a person can judge, apply and undo.

The reading layers know no model: `sheet` opens a file, `columns` finds the header and reads the rows, `returned` gives
the same workbook back with what is wrong, `template` makes an empty one. A stranger's file is taken apart in a process
of its own (`opener`, with `limits`, `excel`, `biff`, `text`), so that no file can stop the portal.
"""
