# الرسائل. يسمّي الموضوع ما حدث، ولا يذكر ما قد ينفع سارقًا.
mail-hello = مرحبًا { $name }،
mail-hello-stranger = مرحبًا،
mail-when = الوقت:
mail-device = المتصفح:
mail-address = عنوان الشبكة:
mail-link-until = يعمل الرابط مرة واحدة، حتى { $until }.

mail-invitation-subject = دعوتك إلى { $account }
mail-invitation = وصلتك دعوة إلى { $account }.
mail-invitation-by = وصلتك دعوة من { $inviter } إلى { $account }.
mail-invitation-link = يُرجى فتح هذا الرابط واختيار كلمة مرور:
mail-invitation-not-you = إذا لم تكن الدعوة متوقعة، فلا داعي لفعل شيء. لا يمكن لأحد استخدامها دون الرابط.

mail-registration-subject = حسابك في { $account }
mail-registration = يريد شخص إنشاء حساب في { $account } بعنوان البريد الإلكتروني هذا. إذا كان الطلب منك، فيُرجى فتح هذا الرابط واختيار كلمة مرور:
mail-registration-hour = يعمل الرابط مرة واحدة، لمدة ساعة.
mail-registration-not-you = إذا لم يكن الطلب منك، فلا داعي لفعل شيء. لا يمكن لأحد استخدام عنوانك دون الرابط.

mail-already-here-subject = لديك حساب في { $account } بالفعل
mail-already-here = يريد شخص إنشاء حساب في { $account } بعنوان البريد الإلكتروني هذا. لديك حساب بالفعل، لذلك لم يتغير شيء.
mail-already-here-forgot = يمكنك تسجيل الدخول به. إذا نسيت كلمة المرور، فيمكنك اختيار كلمة جديدة هنا:
mail-already-here-invited = سبقت دعوتك إليه: يُرجى فتح الرابط في تلك الرسالة. إذا لم يعد يعمل، فيُرجى طلب دعوة جديدة.
mail-already-here-not-you = إذا لم يكن الطلب منك، فلا داعي لفعل شيء. يبقى حسابك كما هو.

mail-password-reset-subject = كلمة مرور جديدة في { $account }
mail-password-reset = طلب شخص كلمة مرور جديدة لحسابك في { $account }. إذا كان الطلب منك، فيُرجى فتح هذا الرابط:
mail-password-reset-minutes = يعمل الرابط مرة واحدة، لمدة 30 دقيقة. وبعده يُطلب رمز التحقق كالمعتاد.
mail-password-reset-not-you = إذا لم يكن الطلب منك، فلا داعي لفعل شيء. تبقى كلمة مرورك كما هي.

mail-password-changed-subject = تم تغيير كلمة مرورك في { $account }
mail-password-changed = تم تغيير كلمة مرورك في { $account }.

mail-factor-added-subject = أُضيفت خطوة ثانية إلى تسجيل دخولك
mail-factor-added = يمكنك الآن تسجيل الدخول إلى { $account } بهذه الخطوة الثانية، إلى جانب كلمة المرور: { $factor }.

mail-factor-removed-subject = أُزيلت خطوة ثانية من تسجيل دخولك
mail-factor-removed = لم يعد تسجيل الدخول إلى { $account } ممكنًا بهذه الخطوة الثانية: { $factor }.

mail-authenticator-removed-subject = تم إيقاف المصادقة الثنائية
mail-authenticator-removed = تم إيقاف المصادقة الثنائية لحسابك في { $account }. الآن تكفي كلمة مرورك وحدها لفتح حسابك.

mail-recovery-code-used-subject = تم استخدام رمز استرداد
mail-recovery-code-used = { $n ->
    [zero] سُجّل الدخول إلى { $account } برمز استرداد. كان رمزك الأخير. يمكنك الحصول على رموز جديدة في «أماني».
    [one] سُجّل الدخول إلى { $account } برمز استرداد. بقي لديك رمز واحد. يمكنك الحصول على رموز جديدة في «أماني».
    [two] سُجّل الدخول إلى { $account } برمز استرداد. بقي لديك رمزان.
    [few] سُجّل الدخول إلى { $account } برمز استرداد. بقيت لديك { $n } رموز.
    [many] سُجّل الدخول إلى { $account } برمز استرداد. بقي لديك { $n } رمزًا.
   *[other] سُجّل الدخول إلى { $account } برمز استرداد. بقي لديك { $n } رمز.
}
mail-recovery-code-used-not-you = إذا لم يكن ذلك منك، فلدى شخص آخر كلمة مرورك ورموزك. يُرجى تغيير كلمة المرور، والحصول على رموز جديدة، وإبلاغ مسؤول.

mail-recovery-codes-replaced-subject = تم إنشاء رموز استرداد جديدة
mail-recovery-codes-replaced = حلت رموز استرداد جديدة محل رموزك في { $account }. لم تعد الرموز السابقة تعمل.

mail-too-many-tries-subject = شخص ما يجرب رموز التحقق
mail-too-many-tries = أدخل شخص كلمة مرورك في { $account }، ثم رموز تحقق خاطئة كثيرة. لم يتمكن من الدخول.

mail-signed-out-everywhere-subject = تم تسجيل خروجك من كل مكان
mail-signed-out-everywhere = أُنهيت كل جلساتك في { $account }. يمكنك تسجيل الدخول مجددًا.
mail-signed-out-everywhere-not-you = إذا كان السبب غير معروف لك، فيُرجى سؤال مسؤول.

mail-break-glass-opened-subject = تم تجهيز دخول طارئ إلى { $account }
mail-break-glass-opened = أنشأ مشغّل خادم { $account } رابطًا لك. يضع الرابط كلمة مرور جديدة ويستبدل تطبيق المصادقة. يسلّمه إليك المشغّل بنفسه: ليس في هذه الرسالة. تم تسجيل خروجك من كل مكان.
mail-break-glass-opened-for = أنشأ مشغّل خادم { $account } رابط طوارئ باسم { $person }. يضع الرابط كلمة مرور جديدة ويستبدل تطبيق المصادقة.
mail-break-glass-opened-not-you = إذا لم يطلب أحد ذلك، فيُرجى الاتصال الآن بمشغّل الخادم. حتى استخدام الرابط، تعمل كلمة مرورك ورمز التحقق كما من قبل.
mail-break-glass-opened-not-known = إذا لم يكن الطلب من { $person }، فيُرجى الاتصال الآن بمشغّل الخادم وبمن يخصه الرابط.

mail-break-glass-used-subject = تم استخدام الدخول الطارئ إلى { $account }
mail-break-glass-used = تم استخدام رابط الطوارئ الخاص بك في { $account }. كلمة مرورك جديدة. لم يعد تطبيق المصادقة السابق ورموز الاسترداد تعمل. عند تسجيل الدخول التالي يُعدّ تطبيق مصادقة جديد.
mail-break-glass-used-for = تم استخدام رابط الطوارئ باسم { $person } في { $account }. كلمة المرور جديدة. لم يعد تطبيق المصادقة السابق ورموز الاسترداد تعمل.
mail-break-glass-used-not-you = إذا لم يكن ذلك منك، فيُرجى الاتصال الآن بمشغّل الخادم.
mail-break-glass-used-not-known = إذا لم يكن ذلك متوقعًا، فيُرجى الاتصال الآن بـ { $person } وبمشغّل الخادم.

mail-archived-subject = تم إغلاق حسابك
mail-archived = أغلق مسؤول حسابك في { $account }. لم يعد تسجيل الدخول به ممكنًا.
mail-archived-not-you = إذا كان السبب غير معروف لك، فيُرجى سؤال مسؤول.

mail-role-changed-subject = تم تغيير دورك
mail-role-changed = دورك الآن في { $account }: { $role }.
mail-role-changed-not-you = إذا كان السبب غير معروف لك، فيُرجى سؤال مسؤول.

mail-unknown-subject = رسالة

mail-report-ready-subject = تقرير حالة المصادقة الثنائية في { $account } جاهز
mail-report-ready = تقرير حالة المصادقة الثنائية المطلوب جاهز. يمكن حفظه من هنا:
mail-report-ready-until = يلزم تسجيل الدخول. يعمل الرابط لك وحدك حتى { $until }، ما دام دورك كما كان عند الطلب.
mail-report-ready-not-you = إن لم تطلبه، فهناك من سجّل الدخول باسمك: يُرجى إنهاء جميع الجلسات من «أماني» وتغيير كلمة المرور.
