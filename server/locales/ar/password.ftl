# كلمة مرور منسية، كلمة مرور جديدة، الدعوة، والإعداد الأول.
forgot-heading = هل نسيت كلمة المرور؟
forgot-text = نرسل إليك رابطًا لاختيار كلمة مرور جديدة.
forgot-button = إرسال الرابط
sent-heading = يُرجى تفقد بريدك الإلكتروني
sent-text = إذا كان للعنوان { $email } حساب هنا، فالرابط في طريقه إليه. يعمل لمدة 30 دقيقة.
sent-not-there = لم يصل شيء بعد بضع دقائق؟ يُرجى النظر في مجلد الرسائل غير المرغوب فيها، أو التحقق من العنوان.
sent-another-address = استخدام عنوان آخر

reset-heading = اختيار كلمة مرور جديدة
reset-text = للعنوان { $email }.
reset-button = تغيير كلمة المرور
reset-second-step = بعدها يكون تسجيل الدخول بها وبرمز التحقق كالمعتاد.
reset-new-authenticator = يتوقف تطبيق المصادقة السابق ورموز الاسترداد عن العمل الآن. عند تسجيل الدخول بكلمة المرور الجديدة يُربط تطبيق مصادقة جديد.

dead-link-heading = لم يعد هذا الرابط يعمل
dead-link-reset = استُخدم من قبل، أو مضت عليه أكثر من 30 دقيقة.
dead-link-reset-again = إرسال رابط جديد
dead-link-invitation = استُخدم من قبل، أو أصبح قديمًا. إذا كانت لديك كلمة مرور، فيمكنك تسجيل الدخول. وإلا فيُرجى طلب دعوة جديدة.
dead-link-setup = استُخدم من قبل. يمكن لمشغّل هذا الخادم إنشاء رابط جديد.
dead-link-signin = تسجيل الدخول

welcome-heading = مرحبًا بك في { $account }
welcome-by = وصلتك دعوة من { $inviter } إلى { $account }.
welcome-text = وصلتك دعوة إلى { $account }.
welcome-email = يكون تسجيل دخولك بالعنوان { $email }.
welcome-button = إنشاء الحساب

setup-heading = إعداد Doorward
setup-text = هنا يُسمّى الحساب ويُعيَّن مالكه الأول. يمكنك دعوة آخرين بعد ذلك مباشرة.
setup-account-label = اسم الحساب
setup-button = إعداد
