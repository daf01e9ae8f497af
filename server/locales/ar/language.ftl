# لغة الصفحات والرسائل. الاسم كما يكتبه المتحدثون بها.
language-name = العربية
language-direction = rtl
language-thousands = ,
language-heading = اللغة
language-label = الصفحات والرسائل
language-of-browser = كما يطلب متصفحي

# في مركز الإدارة.
nav-language = اللغة
account-language-heading = لغة الحساب
account-language-text = تظهر لمن لم يختر لغة ولا يطلب متصفحه لغة متوفرة هنا. وبها تُكتب الرسائل إلى من لم يختر لغة.
account-language-label = اللغة
account-language-note = الرابط الذي يطلبه أحد يصل بلغة الصفحة التي طُلب منها.
activity-account-language-chosen = تغيير لغة الحساب
activity-read-back = استُعيدت قاعدة البيانات من نسخة احتياطية
confirm-for-account-language = لتغيير لغة الحساب، يُرجى تأكيد هويتك مرة أخرى.

# لحظة من الزمن: اليوم ثم الشهر ثم السنة بأرقام لاتينية، والساعة بنظام 24. أسماء الشهور هي الأوسع انتشارًا.
moment = { $day } { $month ->
    [1] يناير
    [2] فبراير
    [3] مارس
    [4] أبريل
    [5] مايو
    [6] يونيو
    [7] يوليو
    [8] أغسطس
    [9] سبتمبر
    [10] أكتوبر
    [11] نوفمبر
   *[12] ديسمبر
} { $year }، { $clock } UTC
