# من تعذّر دخوله، ومن يعيد إدخاله: ما يراه من لم تبقَ لديه خطوة ثانية، وما يراه من يمكنه المساعدة.
nav-recovery = من تعذّر دخولهم
admin-home-recovery = من لا تتوفر لهم الخطوة الثانية ويطلبون المساعدة.
admin-home-recovery-none = لا أحد يطلب المساعدة
admin-home-recovery-wanted = { $n ->
    [zero] لا أحد يطلب المساعدة
    [one] شخص واحد يطلب المساعدة
    [two] شخصان يطلبان المساعدة
    [few] { $n } أشخاص يطلبون المساعدة
    [many] { $n } شخصًا يطلبون المساعدة
   *[other] عدد طالبي المساعدة: { $n }
}

locked-out-link = ليس لدي هاتف ولا رموز
locked-out-heading = تعذّر الدخول؟
locked-out-issued = أصدر أحد مسؤولي { $account } رمز استرداد لك. يُبلَّغ لك مباشرة ويصلح مرة واحدة.
locked-out-use-code = إدخال رمز استرداد
locked-out-ask-text = يمكنك طلب المساعدة: يُبلَّغ مسؤولو { $account } بوقت الطلب وبالمتصفح وعنوان الشبكة.
locked-out-ask-next = يتأكدون من هويتك، باتصال هاتفي مثلًا، ثم يعطونك رمز استرداد يمكنك به إعداد خطوة ثانية جديدة.
locked-out-ask-button = طلب المساعدة
locked-out-asked = وقت طلب المساعدة:
locked-out-asked-text = أُبلغ من يمكنهم المساعدة. يُرجى انتظار اتصالهم أو التوجه إليهم. وعند الحصول على رمز استرداد يُرجى إدخاله هنا.
locked-out-often = طُلبت المساعدة اليوم بما يكفي. يُرجى الاتصال بمن يمكنه المساعدة أو التوجه إليه.
locked-out-nobody = لا أحد في هذا الحساب يمكنه إعادة إدخالك. يُرجى سؤال من يدير الخادم.
locked-out-end-user = دون الخطوة الثانية لا يمكن دخول هذا الحساب بعد الآن. ولا يمكن لأحد إصدار رمز له، ولا حتى لفريقنا: هكذا لا يستطيع أحد إقناعهم بإدخال غريب.
locked-out-register-text = يمكنك إنشاء حساب جديد بعنوان بريد إلكتروني آخر: يُرجى فتح الرابط الذي نرسله إليه واختيار كلمة مرور.
locked-out-same-address = للاحتفاظ بعنوان بريدك الإلكتروني يُرجى أولًا طلب أرشفة هذا الحساب من فريقنا، وبعدها يصبح العنوان متاحًا.
locked-out-register = إنشاء حساب جديد
locked-out-no-register = للحصول على حساب جديد يُرجى طلب دعوة من فريقنا.
locked-out-back = العودة إلى الخطوة الثانية

recover-notice = يُرجى إعداد خطوة ثانية جديدة الآن، خلال 15 دقيقة. ما كان لديك من قبل يتوقف معها. بعد ذلك يمكنك تسجيل الدخول بكلمة المرور والخطوة الثانية الجديدة.
done-recovered = أُعدّت خطوتك الثانية الجديدة. يُرجى تسجيل الدخول بكلمة المرور وبها.

cancel-code-heading = سحب رمز الاسترداد
cancel-code-lead = صدر رمز استرداد من أجل { $name } في { $account }.
cancel-code-text = إن لم يكن ذلك بطلب من { $name } فيُرجى سحبه. بعد ذلك لا يصلح الرمز، ويُبلَّغ مسؤولو الحساب.
cancel-code-button = سحب الرمز
cancel-code-good = إن كان ذلك صحيحًا فيمكنك إغلاق هذه الصفحة. لم يتغير شيء.
cancel-code-dead = استُخدم رمز الاسترداد أو سُحب أو انتهت مدته: لا شيء يمكن سحبه.
done-code-cancelled = سُحب رمز الاسترداد ولم يعد صالحًا.

recovery-heading = من تعذّر دخولهم
recovery-requests = طلبات المساعدة
recovery-requests-text = قبل إصدار رمز يُرجى التأكد من صاحب الطلب: بالاتصال به على رقم معروف لديك.
recovery-no-requests = لا أحد يطلب المساعدة.
recovery-asked = وقت الطلب:
recovery-proof-password = ما ثبت: كلمة المرور كانت صحيحة
recovery-has = ما أُعدّ:
recovery-has-codes = { $n ->
    [zero] لم يبقَ أي رمز استرداد
    [one] بقي رمز استرداد واحد
    [two] بقي رمزا استرداد
    [few] بقيت { $n } رموز استرداد
    [many] بقي { $n } رمز استرداد
   *[other] رموز الاسترداد الباقية: { $n }
}
recovery-not-yours = لا بد أن يساعد هنا من له دور أعلى.
recovery-issue = إصدار رمز استرداد
recovery-decline = رفض
recovery-codes-open = رموز الاسترداد الصادرة
recovery-no-codes = لا يوجد رمز مفتوح.
recovery-waits = ينتظر شخصًا ثانيًا
recovery-works = صالح
recovery-issued-by = صدر عن { $name }:
recovery-agreed-by = تمت موافقة { $name }.
recovery-works-from = صالح من:
recovery-works-until = صالح حتى:
recovery-agree = موافقة
recovery-cancel = سحب
recovery-rules-link = الإعدادات

issue-heading = إصدار رمز استرداد من أجل { $name }
issue-sure = هل من المؤكد أن الطلب من { $name }؟ يُرجى الاتصال على رقم معروف لديك. فقد يكون من يكتب أو يتصل شخصًا آخر.
issue-what = يُعرض الرمز لك مرة واحدة. ويصلح مرة واحدة، لمدة 24 ساعة على الأكثر، ومع كلمة المرور. به يمكن إعداد خطوة ثانية جديدة في حساب { $name } ولا شيء غير ذلك.
issue-ends = عند استخدامه تنتهي كل جلسات { $name }، ولا يبقى أي جهاز موثوق. وتتوقف الخطوة الثانية القديمة عند إعداد الجديدة.
issue-told = يُبلَّغ { $name } والمالكون بالبريد الإلكتروني، ويمكنهم سحب الرمز.
issue-waits = لكما الدور نفسه، لذلك لا بد أن يوافق شخص ثانٍ في صفحة «من تعذّر دخولهم». وإن لم يوافق أحد يصبح الرمز صالحًا بعد { $wait }.
issue-back = رجوع
issued-heading = رمز استرداد من أجل { $name }
issued-text = يُرجى إبلاغ { $name } بهذا الرمز، والأفضل هاتفيًا أو وجهًا لوجه:
issued-waits = يصبح صالحًا حالما يوافق شخص ثانٍ، وإلا فمن:
issued-step-tell = أولًا يلزم من { $name } تسجيل الدخول بعنوان البريد الإلكتروني وكلمة المرور.
issued-step-type = ثم يلزم من { $name } عند الخطوة الثانية اختيار «استخدام رمز استرداد» وإدخال الرمز.
issued-once = لا يُعرض مرة أخرى. إن ضاع فيمكنك إصدار رمز آخر، وعندها لا يصلح هذا.
issued-done = تم

not-issued-end-user = لا يُصدر رمز استرداد لمستخدم نهائي. يمكنه إنشاء حساب جديد.
not-issued-yourself = لا يمكن لأحد إصدار رمز استرداد لنفسه. يمكنك إنشاء رموز جديدة في «أماني» أو سؤال شخص آخر.
not-issued-out-of-reach = دورك لا يصل إلى هذا الشخص. لا بد أن يساعد من له دور أعلى.
not-issued-not-active = لا يُسمح لهذا الشخص بتسجيل الدخول أصلًا. يُرجى أولًا إلغاء التعليق أو إرسال الدعوة مرة أخرى.
not-issued-not-locked-out = لا تمنع هذا الشخص أي خطوة ثانية: يمكنه تسجيل الدخول بكلمة المرور.

decline-heading = رفض طلب { $name }
decline-reason = ما السبب؟
decline-reason-hint = يصل هذا النص إلى { $name } في رسالة. يُرجى ذكر ما يمكن فعله بدلًا من ذلك.
done-help-declined = رُفض الطلب، ويُبلَّغ صاحبه بذلك.
done-code-agreed = تمت موافقتك. الرمز صالح الآن.

recovery-rules-heading = إعادة إدخال الأشخاص
recovery-rules-equals = أصحاب الدور نفسه
recovery-rules-equals-text = عندما يُصدر مسؤول رمزًا لمسؤول، أو مالك لمالك، لا بد أن يوافق شخص ثانٍ. وإن لم يوافق أحد يصبح الرمز صالحًا بعد { $wait }. وحتى ذلك الحين يمكن سحبه.
recovery-rules-alone = يمكنهم ذلك وحدهم، ويصلح الرمز فورًا
recovery-rules-owners = لا يمكن تغيير هذا إلا لمالك.
undone-owners-only = لم يتغير شيء: لا يُسمح بذلك إلا لمالك.
confirm-for-recovery = لإعادة إدخال شخص يُرجى تأكيد هويتك.

trouble-issued-code-early = هذا الرمز غير صالح بعد: لا بد أن يوافق شخص ثانٍ أو أن يمر بعض الوقت. يُرجى المحاولة لاحقًا
trouble-issued-code-dead = هذا الرمز لم يعد صالحًا. يُرجى طلب رمز آخر
trouble-reason-empty = يُرجى ذكر السبب
history-issued-code-early = رمز الاسترداد الصادر لم يكن صالحًا بعد.
history-issued-code-dead = رمز الاسترداد الصادر لم يعد صالحًا.

activity-help-asked = تعذّر الدخول: طلب مساعدة
activity-help-declined = رُفض طلب المساعدة
activity-code-issued = صدر رمز استرداد
activity-code-agreed = وافق شخص ثانٍ على رمز الاسترداد
activity-code-cancelled = سُحب رمز الاسترداد
activity-recovery-begun = دخول برمز صادر لإعداد خطوة ثانية جديدة
activity-recovery-begun-lock = دخول بعد مدة الانتظار لإعداد خطوة ثانية جديدة
activity-recovered = أُعدّت خطوة ثانية جديدة وتوقفت القديمة
activity-recovery-rules = تغيّر من يمكنه إعادة إدخال من

mail-code-issued-subject = صدر رمز استرداد
mail-code-issued = صدر رمز استرداد لك في { $account } عن { $by }. به وبكلمة مرورك يمكن إعداد خطوة ثانية جديدة لحسابك.
mail-code-issued-for = صدر رمز استرداد من أجل { $person } في { $account } عن { $by }. به وبكلمة المرور يمكن إعداد خطوة ثانية جديدة لذلك الحساب.
mail-code-issued-until = يصلح مرة واحدة، حتى { $until }.
mail-code-issued-waits = وهو ينتظر موافقة شخص ثانٍ. وإن لم يوافق أحد يصبح صالحًا من { $from }.
mail-code-issued-cancel = إن لم يكن ذلك بطلب منك فربما ينتحل أحد هويتك. يمكنك سحب الرمز من هنا:
mail-code-issued-for-cancel = إن لم يكن ذلك صحيحًا فيمكنك سحب الرمز من هنا، ثم سؤال { $person }:
mail-code-cancelled-subject = سُحب رمز استرداد
mail-code-cancelled = رمز الاسترداد الصادر من أجل { $person } في { $account } سُحب عبر رابط رسالة، ولم يعد صالحًا.
mail-code-cancelled-look = ربما ينتحل أحد هوية { $person }. يُرجى سؤال { $person } بغير البريد الإلكتروني.
mail-recovery-begun-subject = تُعدّ خطوة ثانية جديدة
mail-recovery-begun = استُخدم استرداد لحسابك في { $account }. انتهت كل جلساتك، ويمكن إعداد خطوة ثانية جديدة. وتتوقف القديمة معها.
mail-recovery-begun-for = استُخدم استرداد لحساب { $person } في { $account }. انتهت كل الجلسات، وتُعدّ خطوة ثانية جديدة.
mail-recovery-begun-for-look = إن لم يكن السبب معروفًا لديك فيُرجى سؤال { $person } بغير البريد الإلكتروني.
mail-help-asked-subject = شخص تعذّر دخوله يطلب المساعدة
mail-help-asked = لا تتوفر الخطوة الثانية لدى { $person } في { $account }، وهذا طلب مساعدة. كلمة المرور كانت صحيحة.
mail-help-asked-sure = يُرجى التأكد من أن الطلب من { $person }: بالاتصال على رقم معروف لديك. ثم يمكنك إصدار رمز استرداد أو رفض الطلب:
mail-help-declined-subject = رُفض طلب المساعدة
mail-help-declined = رُفض طلب إعادة إدخالك إلى { $account }. السبب:
mail-help-declined-not-you = إن لم يكن الطلب منك فهناك من يعرف كلمة مرورك. يُرجى تغييرها.
