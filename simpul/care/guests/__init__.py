"""Children of another post: served here, carried home.

`kinds` is what entries do to the row of a guest · `recognise` asks who the child is · `copies` says what each entry of
the guest becomes in the journal of the child's own post · `delivery` brings it there · `marks` remembers what is due.
"""
