# آخر عمليات تسجيل الدخول لشخص، كما تُروى لمسؤول: ما كانت نتيجة كل منها، ولماذا.
history-heading = آخر عمليات تسجيل الدخول
history-none = لم يحاول أحد تسجيل الدخول باسم هذا الشخص.
history-done = تم تسجيل الدخول
history-refused = مرفوض
history-over = لم يكتمل
history-unchecked = لم يُفحص

history-with = بواسطة: { $factors }.
history-asked = طُلب رمز تحقق لأن تطبيق مصادقة قد أُعدّ.
history-asked-required = طُلب رمز تحقق لأن الحساب يشترطه.
history-remembered = لم يُطلب رمز تحقق لأن الجهاز كان موثوقًا.
history-not-asked = لم يُطلب رمز تحقق. لم يكن مشترطًا، ولم يُعدّ أي تطبيق مصادقة.

history-wrong-password = كانت كلمة المرور خاطئة.
history-wrong-passcode = كان رمز التحقق خاطئًا.
history-used-passcode = كان رمز التحقق مستخدمًا من قبل.
history-clock-slow = كان رمز التحقق لوقت آخر. ساعة الهاتف متأخرة بنحو { $off }.
history-no-passcode = ما كُتب ليس رمز تحقق.
history-wrong-recovery-code = كان رمز الاسترداد خاطئًا.
history-used-recovery-code = كان رمز الاسترداد مستخدمًا من قبل.
history-no-recovery-codes = لم تبقَ أي رموز استرداد.
history-no-recovery-code = ما كُتب ليس رمز استرداد.
history-enrolment-too-old = عُرض مفتاح تطبيق المصادقة الجديد منذ وقت طويل.
history-slowed-passwords = سبقت ذلك كلمات مرور خاطئة كثيرة.
history-slowed-passcodes = سبقت ذلك رموز تحقق خاطئة كثيرة.
history-many-passcodes = كانت كلمة المرور صحيحة، ثم جاءت رموز تحقق خاطئة كثيرة. أُبلغ الشخص عبر البريد الإلكتروني.
history-closed = بعد مئة رمز تحقق خاطئ لا يُفحص أي رمز آخر.
history-too-old = استغرق الأمر أكثر من 15 دقيقة.
history-stale = تغير الشخص أو الشروط في هذه الأثناء.
history-out-of-turn = لم يكن الجواب يخص تسجيل الدخول هذا.
history-not-active = كانت كلمة المرور صحيحة، لكن تسجيل الدخول غير مسموح لهذا الشخص.
