"""What annotators and linkers know of English news: closed lists, verbs of speech, forms of names."""
