"""The scorecard: what `annotate` finds, compared with what people marked in the same articles.

`gold` reads what they marked, `names`, `speech` and `roles` compare one article with it,
`scorecard` adds the articles up and `report` tells the sum.
"""
