"""Where everything is kept: engine, tables, migrations, and the queries of each subject in a file of its own."""
