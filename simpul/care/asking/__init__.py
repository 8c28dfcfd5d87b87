"""Requests on the pages of an office: folders, the forms that workflows ask for, opening one and its parts."""
