"""Growth of children: z-scores of WHO 2006 and 2007, and the words of Permenkes 2/2020.

Import from the modules: `score.score` for arrays, `single.score_one` for one child, `categories.categorise`,
`curves.lines_by_month`, `plausibility.questions`, `ages.completed_months`. Weighings are judged in
`simpul.knowledge.kms`.
"""
