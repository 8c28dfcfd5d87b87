"""Sphinx: the documentation as pages, without anything fetched from outside."""

project = "Simpul"
author = "the Simpul engineers"
language = "en"
extensions = ["myst_parser"]
source_suffix = {".md": "markdown"}
exclude_patterns = ["_build"]
html_theme = "furo"
myst_heading_anchors = 3
html_title = "Simpul"
