# تغيير عنوان البريد الإلكتروني الذي يُسجَّل به الدخول.
security-address = عنوان البريد الإلكتروني
security-address-now = عنوان تسجيل الدخول:
security-address-waiting = أرسلنا رابطًا إلى { $to }. يُرجى فتحه قبل { $until }. حتى ذلك الحين لا يتغير شيء.
security-address-change = تغيير عنوان البريد الإلكتروني

change-address-heading = تغيير عنوان البريد الإلكتروني
change-address-label = عنوان البريد الإلكتروني الجديد
change-address-text = نرسل إليه رابطًا. عند فتح الرابط يحل العنوان الجديد محل القديم. ونُعلم العنوان القديم أيضًا.
change-address-button = إرسال الرابط

confirm-address-heading = هل يُستخدم هذا العنوان من الآن؟
confirm-address-from = الحالي
confirm-address-to = الجديد
confirm-address-text = يكون تسجيل الدخول بالعنوان الجديد، وإليه يصل البريد. يبقى تسجيل دخولك هنا، وينتهي في كل مكان آخر.
confirm-address-button = استخدام العنوان الجديد

dead-link-address = استُخدم الرابط من قبل، أو مضت عليه أكثر من ساعة، أو تغير شيء في حسابك منذ ذلك الحين. يمكنك طلب رابط جديد في «أماني».
dead-link-address-anothers = هذا الرابط يخص شخصًا آخر. إذا كان لك، فيُرجى تسجيل الخروج وفتحه مرة أخرى وتسجيل الدخول بحسابك.

trouble-address-unchanged = هذا عنوانك الحالي. يلزم إدخال عنوان آخر
trouble-address-too-often = طلبت عنوانًا جديدًا مرات كثيرة اليوم. يمكنك المحاولة غدًا

mail-address-proof-subject = تأكيد عنوان بريدك الإلكتروني الجديد في { $account }
mail-address-proof = طُلب استخدام عنوان البريد الإلكتروني هذا لحسابك في { $account }. لتأكيده، يُرجى فتح هذا الرابط وتسجيل الدخول:
mail-address-proof-hour = يعمل الرابط مرة واحدة، لمدة ساعة.
mail-address-proof-not-you = إذا لم يكن الطلب منك، فلا داعي لفعل شيء. لا يفعل الرابط شيئًا دون تسجيل دخولك.

mail-address-change-asked-subject = طُلب تغيير عنوان بريدك الإلكتروني
mail-address-change-asked = يريد شخص سجّل الدخول بحسابك في { $account } استخدام عنوان بريد إلكتروني آخر: { $to }. لا يتغير شيء قبل فتح الرابط الذي أرسلناه إلى هناك.

mail-address-changed-subject = تم تغيير عنوان بريدك الإلكتروني
mail-address-changed = تم تغيير عنوان بريدك الإلكتروني في { $account }. يكون تسجيل الدخول بالعنوان الجديد، وإليه يصل البريد.
mail-address-changed-not-you = إذا لم يكن التغيير منك، فيُرجى إبلاغ مسؤول فورًا.

mail-address-wanted-subject = أراد شخص استخدام عنوان بريدك الإلكتروني
mail-address-wanted = أراد شخص في { $account } استخدام عنوان البريد الإلكتروني هذا لنفسه. العنوان لك، لذلك لم يتغير شيء.
mail-address-wanted-not-you = لا داعي لفعل شيء. لم نخبره بأن العنوان مستخدم.
