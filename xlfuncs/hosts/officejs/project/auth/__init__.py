"""Who may call: what xlwings-server loads instead of its own modules of these names."""
