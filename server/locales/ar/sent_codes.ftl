# رموز التحقق التي تُرسل بالبريد وبالرسائل النصية. `{ $to }` عنوان أو رقم لا يظهر منه إلا جزء.
sent-heading-email = تفقُّد البريد الإلكتروني
sent-heading-sms = تفقُّد الهاتف
sent-hint = يعمل أحدث رمز تحقق، لمدة 10 دقائق.
sent-send = إرسال رمز تحقق
sent-again = إرساله مرة أخرى
sent-none = يمكننا إرسال رمز تحقق إلى { $to }.
sent-on-its-way = رمز التحقق في طريقه إلى { $to }.
sent-just-now = أرسلنا للتو رمز تحقق إلى { $to }.
sent-ago = أرسلنا رمز تحقق إلى { $to } قبل { $ago }.
sent-delayed-email = لم يقبل خادم البريد بعدُ رمز التحقق المرسل إلى { $to }. نواصل المحاولة. عند الحاجة إليه الآن، يمكن استخدام طريقة أخرى.
sent-delayed-sms = لم تقبل شبكة الهاتف بعدُ رمز التحقق المرسل إلى { $to }. نواصل المحاولة. عند الحاجة إليه الآن، يمكن استخدام طريقة أخرى.
sent-refused = رُفضت الرسالة إلى { $to }، فلن يصل رمز تحقق. يمكن استخدام طريقة أخرى أو سؤال مسؤول.
sent-held-back = لم يُرسل رمز تحقق لأن الطلبات كثيرة. يمكن استخدام طريقة أخرى أو المحاولة لاحقًا.
sent-expired = انتهت مدة آخر رمز تحقق. يُرجى طلب رمز جديد.
sent-wait = يمكن طلب رمز آخر بعد { $wait }.
sent-missing = لم يصل؟
sent-missing-email = يُرجى البحث في مجلد الرسائل غير المرغوب فيها عن رسالة من { $account }. قد يستغرق البريد دقيقة. بعدها يمكن إرساله مرة أخرى أو استخدام طريقة أخرى.
sent-missing-sms = تحتاج الرسائل النصية إلى شبكة هاتف. يُرجى الانتظار دقيقة، ثم إرساله مرة أخرى أو استخدام طريقة أخرى.
email-code-use = إرسال رمز تحقق إلى بريدي
sms-code-use = إرسال رمز تحقق إلى هاتفي
recovery-code-mailbox-twice = عُيّنت كلمة مرورك الجديدة عن طريق البريد. سيصل رمز التحقق إلى المكان نفسه، لذلك لا يُقبل هذه المرة.

set-up-email-heading = رموز التحقق بالبريد الإلكتروني
set-up-sms-heading = رموز التحقق برسالة نصية
set-up-email-text = عند كل تسجيل دخول نرسل رمز تحقق إلى { $to }. يُرجى طلب الرمز الأول الآن.
set-up-sms-text = عند كل تسجيل دخول نرسل رمز تحقق إلى هاتفك. ما رقمه؟
set-up-email-weaker = من يستطيع قراءة بريدك يستطيع قراءته أيضًا. مفتاح المرور أو تطبيق المصادقة أكثر أمانًا.
set-up-sms-weaker = يمكن اعتراض الرسائل النصية. مفتاح المرور أو تطبيق المصادقة أكثر أمانًا.
set-up-email-instead = إرسال رموز التحقق إلى بريدي بدلًا من ذلك
set-up-sms-instead = إرسال رموز التحقق إلى هاتفي بدلًا من ذلك
set-up-sms-again = إرساله مرة أخرى أو إلى رقم آخر
phone-label = رقم الهاتف
phone-hint = مع رمز البلد، مثل {"\u2066"}+49 170 1234567{"\u2069"}.
security-add-mailbox = إضافة رموز التحقق بالبريد الإلكتروني
security-add-phone = إضافة رقم هاتف
method-prefer = السؤال عن هذا أولًا
method-preferred = يُسأل عنه أولًا
done-preferred = تم الحفظ. يُسأل عن هذا أولًا من الآن.

trouble-sent-code-wrong = رمز التحقق هذا غير صحيح. يُرجى النظر في أحدث رسالة وإدخاله مرة أخرى.
trouble-nothing-sent = رمز التحقق هذا ليس لهذا المكان أو سبق استخدامه. يُرجى طلب رمز جديد.
trouble-sent-code-too-old = انتهت مدة رمز التحقق هذا. يُرجى طلب رمز جديد.
trouble-sent-code-replaced = أرسلنا رمز تحقق أحدث. يُرجى إدخاله.
trouble-not-a-way = هذا غير ممكن هنا.
trouble-phone-empty = يُرجى إدخال رقم الهاتف.
trouble-phone-shape = لا يحتوي رقم الهاتف إلا على أرقام. يُرجى التحقق منه.
trouble-phone-no-country = يُرجى البدء بعلامة + ورمز البلد، مثل +49.
trouble-phone-unknown-country = لا بلد له هذا الرمز. يُرجى التحقق من بداية الرقم.
trouble-phone-short = هذا الرقم قصير جدًا.
trouble-phone-long = هذا الرقم طويل جدًا.
trouble-phone-country = لا يرسل هذا الحساب رسائل نصية إلى ذلك البلد. يمكن استخدام طريقة أخرى أو سؤال مسؤول.

history-nothing-sent = أُرسل رمز التحقق لغرض آخر أو سبق استخدامه.
history-sent-code-too-old = انتهت مدة رمز التحقق المرسل.
history-sent-code-replaced = لم يكن رمز التحقق أحدث رمز مرسل.

activity-code-sent = إرسال رمز تحقق
activity-code-held-back = عدم إرسال رمز تحقق: الطلبات كثيرة
activity-method-preferred = اختيار ما يُسأل عنه أولًا
activity-sms-countries-changed = تغيير بلدان الرسائل النصية
activity-sms-proven = الرسائل النصية تصل

mail-passcode-subject = رمز التحقق الخاص بك في { $account }
mail-passcode-text = هذا رمز التحقق الخاص بك في { $account }:
mail-passcode-set-up = بهذا الرمز تُعدّ رموز التحقق بالبريد الإلكتروني في { $account }:
mail-passcode-lives = يعمل لمدة 10 دقائق، حيث طُلب فقط. يُرجى عدم إخبار أحد به، ولا حتى نحن.
mail-passcode-not-you = إذا لم يكن تسجيل الدخول الجاري منك، فهناك من يعرف كلمة مرورك: يُرجى تغييرها.
mail-passcode-set-up-not-you = إذا لم يكن ذلك منك، فلا حاجة إلى أي شيء: لا يتغير شيء من دون الرمز.
sms-passcode = { $code } هو رمز التحقق الخاص بك في { $account }. لا تخبر به أحدًا.
sms-passcode-short = { $code } هو رمز التحقق.

trace-heading = رموز التحقق المرسلة
trace-asked = طُلب
trace-tries = { $n ->
    [zero] دون محاولة
    [one] محاولة واحدة
    [two] محاولتان
    [few] { $n } محاولات
    [many] { $n } محاولة
   *[other] عدد المحاولات: { $n }
}
trace-answer = الرد:
trace-held-back = لم يُرسل، الطلبات كثيرة
trace-queued = في الانتظار
trace-delayed = جرت محاولة، ولم يُقبل بعد
trace-accepted = قُبل
trace-refused = رُفض
trace-expired = انتهت مدته
trace-used = استُخدم
