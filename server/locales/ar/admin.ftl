nav-admin-home = نظرة عامة
nav-people = الأشخاص
nav-team-members = أعضاء الفريق
nav-end-users = المستخدمون النهائيون
nav-admin-account = الحساب
nav-authentication = المصادقة
nav-mail = البريد
crumb-security = الأمان
crumb-advanced = متقدم

readiness = { $of ->
    [0] لا أحد هنا بعد.
   *[other] أعدّها { $have } من { $of }.
}
readiness-as-of = حتى { $day }.

admin-heading = مركز الإدارة
admin-home-authentication = من تلزمه المصادقة الثنائية، وكم يدوم تسجيل الدخول.
admin-home-team-required = مطلوبة من أعضاء الفريق
admin-home-team-optional = اختيارية لأعضاء الفريق
admin-home-end-users-required = مطلوبة من المستخدمين النهائيين
admin-home-end-users-optional = اختيارية للمستخدمين النهائيين
admin-home-team = المالكون والمسؤولون والوكلاء.
admin-home-end-users = الأشخاص الذين يساعدهم فريقك.
admin-home-mail = الرسائل التي في طريقها، والتي لم تصل.
admin-home-mail-good = أُرسلت كل الرسائل
admin-home-mail-failed = { $n ->
    [zero] لا رسائل لم تُرسل
    [one] رسالة واحدة لم تُرسل
    [two] رسالتان لم تُرسلا
    [few] { $n } رسائل لم تُرسل
    [many] { $n } رسالة لم تُرسل
   *[other] عدد الرسائل التي لم تُرسل: { $n }
}

authentication-heading = المصادقة
require-team = طلب المصادقة الثنائية (2FA) من أعضاء الفريق
require-end-users = طلب المصادقة الثنائية (2FA) من المستخدمين النهائيين
asking-legend = متى يُطلب رمز التحقق
asking-every = عند كل تسجيل دخول
asking-every-hint = لا يمكن لأحد اختيار غير ذلك. الأجهزة الموثوقة الآن لا تبقى موثوقة.
asking-remember = مرة على كل جهاز، ثم لا يُطلب لفترة
asking-remember-hint = يمكن إلغاء تحديد ذلك. على جهاز جديد يُطلب رمز التحقق دائمًا.
asking-days = الأيام، من 1 إلى 30
limit-idle = تسجيل الخروج عند عدم الاستخدام لمدة
limit-absolute = تسجيل الخروج في كل الأحوال بعد
on-save-heading = عند الحفظ
on-save-text = من لم يُعدّها يُطلب منه إعدادها عند تسجيل الدخول التالي. من سجّل الدخول يتابع، إلا إذا أُنهيت الجلسات الآن.
end-sessions-team = إنهاء كل جلسات أعضاء الفريق الآن، ما عدا جلستك هذه
end-sessions-end-users = إنهاء كل جلسات المستخدمين النهائيين الآن

people-team-heading = أعضاء الفريق
people-end-users-heading = المستخدمون النهائيون
people-invite-team = دعوة عضو إلى الفريق
people-invite-end-user = دعوة مستخدم نهائي
people-search = بحث
people-search-hint = بداية عنوان بريد إلكتروني أو أي كلمة من الاسم
people-search-button = بحث
people-search-clear = عرض الجميع
people-none = لا أحد هنا بعد. يمكنك دعوة أول شخص.
people-no-match = لا يوجد اسم أو عنوان بريد إلكتروني فيه كلمة تبدأ بـ «{ $search }».
people-count = { $n ->
    [zero] لا أحد.
    [one] شخص واحد.
    [two] شخصان.
    [few] { $n } أشخاص.
    [many] { $n } شخصًا.
   *[other] عدد الأشخاص: { $n }.
}
people-more-than = عدد الأشخاص أكثر من { $n }.
people-with-second-factor = { $n ->
    [zero] لا أحد يستخدم المصادقة الثنائية.
    [one] شخص واحد يستخدم المصادقة الثنائية.
    [two] شخصان يستخدمان المصادقة الثنائية.
    [few] { $n } أشخاص يستخدمون المصادقة الثنائية.
    [many] { $n } شخصًا يستخدمون المصادقة الثنائية.
   *[other] عدد من يستخدمون المصادقة الثنائية: { $n }.
}
column-name = الاسم
column-role = الدور
column-state = الحالة
column-two-factor = المصادقة الثنائية
column-last-sign-in = آخر تسجيل دخول
column-sessions = الجلسات
column-added = تاريخ الإضافة
standing-active = نشط
standing-invited = مدعو
standing-suspended = معلّق

invite-team-heading = دعوة عضو إلى الفريق
invite-end-user-heading = دعوة مستخدم نهائي
invite-text = يصل رابط بالبريد الإلكتروني لاختيار كلمة مرور، ولإعداد الخطوة الثانية إذا كانت مطلوبة.
invite-name-label = الاسم
invite-button = إرسال الدعوة

person-facts = معلومات
person-acts = ما يمكنك فعله
person-sessions = الجلسات
person-devices = أجهزة الكمبيوتر والهواتف الموثوقة
person-no-sessions = لا يوجد تسجيل دخول في أي مكان.
person-is-me = هذا حسابك. تغيير تسجيل دخولك في «أماني»، ودورك يغيّره مسؤول آخر.
person-out-of-reach = هذا الدور بمستوى دورك أو أعلى، فلا يغيّره إلا من هو أعلى منه.

act-role = تغيير الدور
act-role-heading = تغيير دور { $name }
act-role-text = ينتهي تسجيل دخول { $name } فورًا، ويسري الدور الجديد عند تسجيل الدخول التالي. نُعلم بذلك عبر البريد الإلكتروني.
act-invite-again = إعادة إرسال الدعوة
act-invite-again-heading = إعادة إرسال دعوة { $name }
act-invite-again-text = يُرسل رابط جديد إلى { $email }. ويتوقف الرابط القديم عن العمل.
act-end-sessions = إنهاء الجلسات
act-end-sessions-heading = إنهاء جلسات { $name }
act-end-sessions-text = { $sessions ->
    [zero] لا يوجد تسجيل دخول باسم { $name } الآن. وينتهي أيضًا أي تسجيل دخول لم يكتمل.
    [one] يُسجَّل خروج { $name } من متصفح واحد فورًا، ويمكن تسجيل الدخول مجددًا.
    [two] يُسجَّل خروج { $name } من متصفحين فورًا، ويمكن تسجيل الدخول مجددًا.
    [few] يُسجَّل خروج { $name } من { $sessions } متصفحات فورًا، ويمكن تسجيل الدخول مجددًا.
    [many] يُسجَّل خروج { $name } من { $sessions } متصفحًا فورًا، ويمكن تسجيل الدخول مجددًا.
   *[other] يُسجَّل خروج { $name } من { $sessions } متصفح فورًا، ويمكن تسجيل الدخول مجددًا.
}
act-suspend = تعليق
act-suspend-heading = تعليق { $name }
act-suspend-text = ينتهي تسجيل دخول { $name } فورًا، ولا يمكن تسجيل الدخول حتى إلغاء التعليق. لا يُحذف شيء.
act-restore = إلغاء التعليق
act-restore-heading = إلغاء تعليق { $name }
act-restore-text = يعود تسجيل الدخول ممكنًا باسم { $name }، بكلمة المرور والخطوة الثانية نفسيهما.

admin-mail-heading = البريد
admin-mail-text = تُعاد محاولة إرسال الرسائل طوال يوم. وما لم يصل حتى ذلك الحين ينتظر هنا.
admin-mail-empty = لا شيء ينتظر، ولم يحدث أي خطأ.
admin-mail-caption = الأحدث أولًا
column-mail = الرسالة
column-tries = المحاولات
column-next-try = المحاولة التالية
column-last-error = رد خادم البريد
mail-waiting = تنتظر
mail-sent = أُرسلت
mail-failed = لم تُرسل
mail-retry = إعادة الإرسال
