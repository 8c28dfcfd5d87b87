"""Consultation in the browser: a room for two, its doors, and the signals that bring their browsers together.

Voice and picture travel between the two browsers, encrypted; the server relays signals and the written chat and keeps
neither. What it keeps of a session: when it began and ended.
"""
