"""Who, and what they inherit: tree, scopes, overlays. Pure.

| module | what stands there |
|---|---|
| `scope` | scope numbers, their ranges and lineages; `sees` and `reaches`, the sentences of the database's policies |
| `tree`, `divisions` | units as a tree; a divisions CSV read into one |
| `names`, `pinyin` | short names for paper, initials for searching |
| `overlay`, `rules`, `pointers` | a lower tenant's difference to a document, and what its parents leave open |
"""
