people-any = All
people-standing = Standing
people-nobody-fits = Nobody fits what you chose.
people-look-on = Nobody among those looked at so far. Go on to the next page to look at more people.
