"""Cells in, cells out: how a worksheet function is called, and how one bad cell spoils its own result only."""
