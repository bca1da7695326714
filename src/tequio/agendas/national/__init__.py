"""The order of the National Agenda, built upward so that each locality keeps its weight; pure, usable from a notebook.

`ballots` say what each locality puts first; `squared` and `shares` order in proportion, `majority` as most would;
`top` sees that every locality has its share of what stands first; `twoway` divides places by themes; `classes` hold
local items together that ask the same; `compare` says what a majority would have dropped.
"""
