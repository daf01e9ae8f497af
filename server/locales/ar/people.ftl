people-any = الكل
people-standing = الحالة
people-nobody-fits = لا أحد يطابق ما اخترته.
people-look-on = لا أحد بين من جرى البحث بينهم حتى الآن. انتقل إلى الصفحة التالية لمتابعة البحث.
