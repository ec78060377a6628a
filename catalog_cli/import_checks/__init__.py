"""What a platform would say on importing a catalog: the rules of its feed's table, looked up cell by cell.

The rules are data (`feeds.table.ImportRules`); what relates rows to each other is a small class for each platform.

    inspection.check_import   a catalog -> findings
    cells                     limits and allowed values
    products                  columns that must be there, cells that must be filled, values that are unique
    references                names of other rows, looked up when the whole file is known
    platforms                 what is asked of one platform's rows alone, by feed
"""
