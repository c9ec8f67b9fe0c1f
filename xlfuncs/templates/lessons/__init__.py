"""The lessons: themes as data, and the sheets that they become."""
