# لوحة المتابعة: من يستخدم ماذا، وماذا حدث، ومن لا يستطيع الدخول الآن.
nav-dashboard = لوحة المتابعة
dashboard-heading = لوحة المتابعة
dashboard-of-whom = لمن
dashboard-about = الموضوع
dashboard-about-people = الأشخاص والطرق
dashboard-about-sign-ins = تسجيل الدخول
dashboard-about-codes = الرموز المرسلة
dashboard-how-far = إلى أي مدى
dashboard-range-days = آخر 30 يومًا
dashboard-range-quarter = آخر 13 أسبوعًا
dashboard-range-year = آخر 52 أسبوعًا
dashboard-incomplete = ما زال عدّ الماضي جاريًا. قد تزيد أرقام الأيام الماضية.
dashboard-how-counted = الأيام بتوقيت UTC. تُعدّ الأيام الماضية مرة واحدة، ويُعدّ اليوم عند النظر. الأشخاص هم كل من لم تُؤرشف حساباتهم.
dashboard-number = { $n }
dashboard-label = { $name } { $n }
dashboard-table = عرض كجدول
dashboard-nothing = لا شيء يُعرض في هذه المدة.
dashboard-when = متى
dashboard-why = السبب
dashboard-how-many = العدد
dashboard-span = { $from } – { $to }
dashboard-so-far = { $span } (حتى الآن)

dashboard-progress = التقدم
dashboard-progress-required = لدى { $have } من أصل { $of } ممن تُشترط عليهم المصادقة الثنائية طريقة مقبولة: { $percent }%.
dashboard-progress-optional = المصادقة الثنائية اختيارية لهم. لدى { $have } من أصل { $of } طريقة مقبولة: { $percent }%.
dashboard-have = لديهم
dashboard-of = الجميع
dashboard-deadline = الموعد { $day }

dashboard-adoption = الطرق
dashboard-adoption-text = كم شخصًا أعدّ كل طريقة. من لديه طريقتان يظهر في الخطين.
dashboard-any = أي طريقة
dashboard-passkey = مفتاح مرور
dashboard-totp = تطبيق
dashboard-sms = رسالة نصية
dashboard-email = بريد
dashboard-people = الأشخاص

dashboard-sign-ins = عمليات الدخول
dashboard-sign-ins-text = ما طُلب بعد كلمة مرور صحيحة.
dashboard-asked = طُلب
dashboard-trusted = جهاز موثوق
dashboard-not-asked = لم يُطلب
dashboard-must-set-up = إعداد
dashboard-passkey-alone = مفتاح مرور فقط

dashboard-rules = هل طُلب، ولماذا
dashboard-rules-text = وفق أي قاعدة طُلبت الخطوة الثانية في هذه المدة أو لم تُطلب.
dashboard-rule-required = طُلب: لأنه مطلوب
dashboard-rule-own-choice = طُلب: باختيارهم
dashboard-rule-none-counts = طُلب: ما لديهم لم يعد مقبولًا
dashboard-rule-required-and-missing = إعداد: مطلوب ولم يكن لديهم شيء
dashboard-rule-demanded = إعداد: أُزيل ما كان لديهم
dashboard-rule-trusted-device = لم يُطلب: جهاز موثوق
dashboard-rule-exempt = لم يُطلب: معفى
dashboard-rule-before-deadline = لم يُطلب: قبل الموعد النهائي أو في المهلة بعده
dashboard-rule-not-demanded = لم يُطلب: غير مطلوب وليس لديهم شيء
dashboard-rule-unknown = قبل أن يُسجَّل هذا

dashboard-failures = المحاولات المرفوضة
dashboard-failures-text = محاولات لم تُقبل.
dashboard-failed-password = كلمة المرور
dashboard-failed-factor = الخطوة الثانية
dashboard-failed-other = أسباب أخرى

dashboard-reasons = أسباب الرفض
dashboard-reasons-text = لماذا رُفضت المحاولات في هذه المدة.
dashboard-failure-wrong-password = كلمة مرور خاطئة
dashboard-failure-wrong-factor = خطوة ثانية خاطئة
dashboard-failure-late-factor = خطوة ثانية قديمة أو مستخدمة من قبل
dashboard-failure-setting-up = أول رمز تحقق لطريقة جديدة كان خاطئًا
dashboard-failure-too-many = لم يُنظر فيها: محاولات كثيرة قبلها
dashboard-failure-too-long = استغرقت وقتًا طويلًا أو تغيّر شيء
dashboard-failure-not-active = معلّق أو لم ينضم بعد

dashboard-codes-sms = رموز التحقق بالرسائل النصية
dashboard-codes-email = رموز التحقق بالبريد الإلكتروني
dashboard-codes-text = هل تصل رموز التحقق: يُعرف الوصول عند كتابة الرمز.
dashboard-code-asked-for = طُلبت
dashboard-code-handed-over = سُلّمت
dashboard-code-arrived = كُتبت
dashboard-code-not-sent = لم تُرسل

blocked-heading = من لا يستطيع الدخول الآن
blocked-nobody = لا أحد، حسب ما نرى.
blocked-asking = { $n ->
    [zero] لا أحد يطلب المساعدة
    [one] شخص واحد يطلب المساعدة
    [two] شخصان يطلبان المساعدة
    [few] { $n } أشخاص يطلبون المساعدة
    [many] { $n } شخصًا يطلبون المساعدة
   *[other] يطلبون المساعدة: { $n }
}
blocked-asking-hint = كلمة المرور صحيحة ولا خطوة ثانية في متناولهم. القرار هنا:
blocked-closed = { $n ->
    [zero] لا أحد أُغلقت محاولاته
    [one] شخص واحد لم يعد يُنظر فيما يكتبه
    [two] شخصان لم يعد يُنظر فيما يكتبانه
    [few] { $n } أشخاص لم يعد يُنظر فيما يكتبونه
    [many] { $n } شخصًا لم يعد يُنظر فيما يكتبونه
   *[other] لم يعد يُنظر فيما يكتبونه: { $n }
}
blocked-closed-hint = أخطأت خطوات ثانية كثيرة على التوالي. ربما يعرف أحد كلمة مرورهم. يستطيع من يدير الخادم فتحها من جديد.
blocked-waiting = { $n ->
    [zero] لا أحد ينتظر المحاولة التالية
    [one] شخص واحد عليه انتظار المحاولة التالية
    [two] شخصان عليهما انتظار المحاولة التالية
    [few] { $n } أشخاص عليهم انتظار المحاولة التالية
    [many] { $n } شخصًا عليهم انتظار المحاولة التالية
   *[other] عليهم انتظار المحاولة التالية: { $n }
}
blocked-waiting-hint = أخطأت عدة خطوات ثانية على التوالي. ينتهي الانتظار وحده في الوقت المذكور بجانب الاسم.
blocked-setting-up = { $n ->
    [zero] لا أحد توقف عند إعداد الخطوة الثانية
    [one] شخص واحد لم يُتم إعداد الخطوة الثانية
    [two] شخصان لم يُتما إعداد الخطوة الثانية
    [few] { $n } أشخاص لم يُتموا إعداد الخطوة الثانية
    [many] { $n } شخصًا لم يُتموا إعداد الخطوة الثانية
   *[other] لم يُتموا إعداد الخطوة الثانية: { $n }
}
blocked-setting-up-hint = طُلب منهم الإعداد في آخر دخول ولم يدخلوا. يحسن سؤالهم هل يحتاجون إلى مساعدة.
blocked-half-way = { $n ->
    [zero] لا أحد متوقف عند الخطوة الثانية
    [one] شخص واحد عند الخطوة الثانية منذ أكثر من 5 دقائق
    [two] شخصان عند الخطوة الثانية منذ أكثر من 5 دقائق
    [few] { $n } أشخاص عند الخطوة الثانية منذ أكثر من 5 دقائق
    [many] { $n } شخصًا عند الخطوة الثانية منذ أكثر من 5 دقائق
   *[other] عند الخطوة الثانية منذ أكثر من 5 دقائق: { $n }
}
blocked-half-way-hint = كلمة المرور صحيحة. ينتهي هذا الدخول في الوقت المذكور بجانب الاسم.
blocked-more = { $n ->
    [zero] ولا أحد غيرهم.
    [one] وشخص آخر.
    [two] وشخصان آخران.
    [few] و{ $n } آخرون.
    [many] و{ $n } آخرون.
   *[other] و{ $n } آخرون.
}
