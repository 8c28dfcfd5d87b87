"""What each place can do, seen and changed: the register's pages, the survey by sheet and by link, the reminders.

`content` reads the rules · `register` gives its rows · `sheet` the template · `reading` and `applying` the import ·
`reminding` and `answering` the links. Figures: `simpul.exchange.reporting.capability`.
"""
