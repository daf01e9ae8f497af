# ما الذي يفعله تغيير الشروط قبل أن يسري، والتغييرات السابقة.
plan-heading = ما الذي يفعله هذا التغيير
plan-text = لم يُحفظ شيء بعد. هذه هي النتيجة كما هو الحال في هذه اللحظة.
plan-changes = ما الذي يتغير
plan-difference = { $what }: { $before } ← { $after }
plan-end-sessions = تُنهى كل الجلسات، ولا يبقى جهاز موثوقًا.
plan-next-sign-in = ما يحدث عند تسجيل الدخول التالي على جهاز غير موثوق
plan-meets = ما يحدث
plan-before = الآن
plan-after = بعد التغيير
plan-people = { $n }
plan-names = الأسماء
plan-look = يُرجى النظر
plan-password-alone = كلمة المرور وحدها
plan-asked = الخطوة الثانية
plan-asked-and-sets-up = يُسأل عما هو معدّ، ثم تُعدّ طريقة مقبولة
plan-sets-up = تُعدّ خطوة ثانية
plan-stuck = لا دخول: لا شيء مما يمكن الجواب به يعمل
plan-out-of-reach = يجب إعداد شيء، والبريد إليهم يعود
plan-ends-sessions = { $n ->
    [zero] لا تنتهي أي جلسة.
    [one] تنتهي جلسة واحدة فورًا.
    [two] تنتهي جلستان فورًا.
    [few] تنتهي { $n } جلسات فورًا.
    [many] تنتهي { $n } جلسة فورًا.
   *[other] عدد الجلسات التي تنتهي فورًا: { $n }.
}
plan-ends-devices = { $n ->
    [zero] تبقى كل الأجهزة الموثوقة.
    [one] لا يبقى جهاز واحد موثوقًا.
    [two] لا يبقى جهازان موثوقين.
    [few] لا تبقى { $n } أجهزة موثوقة.
    [many] لا يبقى { $n } جهازًا موثوقًا.
   *[other] عدد الأجهزة التي لا تبقى موثوقة: { $n }.
}
plan-locks-you-out = لا يمكن حفظ هذا: بما هو معدّ لديك لا يكون الدخول مرة أخرى مضمونًا. يُرجى أولًا إعداد طريقة ستُقبل.
plan-locks-owners-out = لا يمكن حفظ هذا: لن يكون الدخول مضمونًا لأي مالك. يجب أولًا أن يُعدّ أحدهم طريقة ستُقبل.
plan-other = اختيار شيء آخر
plan-reason = السبب
plan-reason-hint = سطر واحد يبقى في السجل وفي سجل التدقيق
plan-apply = إجراء هذا التغيير
plan-changed = تغير شيء يعتمد عليه هذا منذ عرضه. هكذا هو الحال الآن
plan-csv = تنزيل بصيغة CSV
plan-nobody = لا أحد.
trouble-reason = يُرجى ذكر السبب في سطر لا يزيد على 300 حرف
undone-policy-changed-meanwhile = لم يتغير شيء. غيّر شخص آخر هذه الإعدادات في هذه الأثناء.
undone-texts-untested = لم يتغير شيء. لم يُثبت أحد بعدُ أن الرسائل النصية تصل.
undone-no-passkeys-here = لم يتغير شيء. ليس لهذا الحساب عنوان يمكن أن تنتمي إليه مفاتيح المرور.

nav-policy-history = السجل
policy-history-heading = ما كان مطلوبًا ومتى
policy-history-of = من
policy-version = النسخة { $n }
policy-history-holds = سارية الآن
policy-history-by-operator = من وحدة تحكم الخادم
policy-history-by-set-up = عند إنشاء الحساب
policy-history-by-erased = شخص مُحيت بياناته
policy-history-ended = أُنهيت كل الجلسات.
policy-history-back = العودة إليها

rule-on = مفعّل
rule-off = موقوف
rule-requirement = الخطوة الثانية مطلوبة
rule-counting = ما يُقبل
rule-email-codes = رموز التحقق بالبريد الإلكتروني
rule-sms-codes = رموز التحقق برسالة نصية
rule-passkey-alone = مفتاح المرور دون كلمة مرور
rule-asking = متى يُطلب رمز التحقق
rule-asking-days = { $n ->
    [zero] دائمًا على الجهاز نفسه
    [one] مجددًا بعد يوم واحد على الجهاز نفسه
    [two] مجددًا بعد يومين على الجهاز نفسه
    [few] مجددًا بعد { $n } أيام على الجهاز نفسه
    [many] مجددًا بعد { $n } يومًا على الجهاز نفسه
   *[other] مجددًا على الجهاز نفسه، الأيام: { $n }
}
rule-idle = تسجيل الخروج عند عدم الاستخدام لمدة
rule-absolute = تسجيل الخروج في كل الأحوال بعد
