"""The grammar of indirect speech: who says something, with which words, and what.

A sentence is a line of words (`lines`).  Around each verb of speech stand its auxiliaries (`groups`),
its subject (`subjects`, `phrases`) and its content (`contents`, `clauses`, `endings`); `verbs`, `framed`,
`nouns`, `attitudes` and `headlines` are the constructions that join them, `making` gives the statement.
"""
