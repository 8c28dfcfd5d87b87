"""Printed reports: typst templates and the fonts of the house (the letters of web/ui/fonts as TrueType)."""
