# إنشاء حساب ذاتيًا؛ ومن يمكنه ذلك، في مركز الإدارة.
register-heading = إنشاء حساب
register-text = نرسل إليك رابطًا لاختيار كلمة مرور. لن يعرفها أحد سواك.
register-button = إرسال الرابط
register-sent-heading = يُرجى تفقد بريدك الإلكتروني
register-sent-text = إذا كان هذا العنوان مقبولًا هنا، فهناك رسالة في طريقها إلى { $email }. يعمل رابطها لمدة ساعة.
register-closed-heading = الحسابات هنا بالدعوة
register-closed-text = لا يمكن إنشاء حساب هنا ذاتيًا. يُرجى طلب دعوة من القائمين على { $account }.
register-finish-heading = إنشاء حسابك
register-finish-text = تم تأكيد عنوانك. بقي إدخال اسمك واختيار كلمة مرور.
register-refused-heading = لم يُنشأ حسابك
register-refused-closed = لم يعد { $account } يقبل حسابات جديدة من هذا العنوان. يُرجى طلب دعوة من القائمين عليه.
register-refused-taken = يوجد الآن حساب بهذا العنوان. إذا كان لك، فيمكنك تسجيل الدخول أو اختيار كلمة مرور جديدة.

dead-link-registration = استُخدم من قبل، أو مضت عليه أكثر من ساعة. إذا سبق لك اختيار كلمة مرور، فيمكنك تسجيل الدخول.
dead-link-registration-again = إرسال رابط جديد

done-registered = حسابك جاهز. يمكنك تسجيل الدخول ببريدك الإلكتروني وكلمة المرور.

nav-registration = التسجيل
registration-heading = التسجيل
registration-legend = من يمكنه إنشاء حساب
registration-text = دون دعوة، كمستخدم نهائي.
registration-closed = لا أحد
registration-closed-hint = الانضمام بالدعوة.
registration-open = الجميع
registration-open-hint = كل من يفتح الرابط الذي نرسله إلى عنوانه.
registration-domains = من لديه عنوان على هذه النطاقات
registration-domains-hint = يلزم فتح الرابط هنا أيضًا.
registration-list-label = النطاقات
registration-list-hint = نطاق واحد في كل سطر، { $n } على الأكثر. يُعد النطاق الفرعي نطاقًا مستقلًا. تُستخدم مع الخيار الأخير فقط.
registration-note = من لديه حساب يبقى حسابه، أيًا كان الاختيار.
registration-held-back = { $n ->
    [zero] لم تُحجز أي رسالة اليوم بسبب كثرة الطلبات.
    [one] حُجزت رسالة واحدة اليوم بسبب كثرة الطلبات.
    [two] حُجزت رسالتان اليوم بسبب كثرة الطلبات.
    [few] حُجزت { $n } رسائل اليوم بسبب كثرة الطلبات.
    [many] حُجزت { $n } رسالة اليوم بسبب كثرة الطلبات.
   *[other] عدد الرسائل المحجوزة اليوم بسبب كثرة الطلبات: { $n }.
}

trouble-domains-empty = يلزم إدخال نطاق واحد على الأقل
trouble-domains-many = عدد النطاقات على الأكثر: { $n }
trouble-domain-shape = «{ $domain }» ليس نطاقًا مثل example.com. يُكتب بأحرف لاتينية بسيطة، والنطاق الدولي يبدأ بـ xn--
trouble-other-domain = لا يمكن إنشاء حساب هنا بعنوان من هذا النطاق. يُرجى استخدام عنوان آخر أو طلب دعوة
trouble-registration-empty = يلزم اختيار من يمكنه إنشاء حساب
