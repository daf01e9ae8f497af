security-heading = أماني
security-two-factor = المصادقة الثنائية
security-two-factor-on = يكون تسجيل دخولك بكلمة المرور وخطوة ثانية.
security-two-factor-off = يمكنك إضافة خطوة ثانية إلى تسجيل دخولك: رمز تحقق من هاتفك. عندها لا تفتح كلمة المرور وحدها شيئًا.
security-required = وهي مطلوبة في { $account }.
security-required-missing = هي مطلوبة. يمكنك إعدادها عند تسجيل الدخول التالي، أو الآن.
security-set-up = إعداد
security-add-app = إضافة تطبيق مصادقة آخر
security-remove = إزالة
method-rename = إعادة التسمية
method-name = الاسم الذي تختاره
security-turn-off = إيقاف
authenticator-added = أُضيف:
authenticator-last-used = آخر استخدام:
authenticator-not-used = لم يُستخدم بعد

security-codes = رموز الاسترداد
security-codes-left = { $n ->
    [zero] لم يبقَ أي رمز من 10
    [one] بقي رمز واحد من 10
    [two] بقي رمزان من 10
    [few] بقيت { $n } رموز من 10
   *[other] بقي { $n } من 10
}
security-codes-text = يُدخلك أحدها عندما يتعذر ذلك بهاتفك. كل رمز يعمل مرة واحدة.
security-codes-low = أوشكت رموزك على النفاد. يُرجى الحصول على رموز جديدة ما دام تسجيل الدخول ممكنًا.
security-codes-new = الحصول على رموز جديدة

security-password = كلمة المرور
security-password-changed = آخر تغيير:
security-password-change = تغيير كلمة المرور
security-password-short = لا يُطلب سوى كلمة مرورك، وهي قصيرة على ذلك. يُرجى اختيار كلمة أطول.

security-devices = أجهزة الكمبيوتر والهواتف الموثوقة
security-devices-text = هنا تكفي كلمة المرور حتى اليوم المذكور. إذا كان بينها ما لا تعرفه، فيُرجى إزالته: يُسجَّل خروجه أيضًا.
device-until = دون رمز تحقق حتى
device-trusted = منذ
device-rename = إعادة التسمية
device-name = اسم جهاز الكمبيوتر أو الهاتف هذا
device-forget = إزالة
security-sessions = أماكن تسجيل دخولك
security-sessions-text = إذا كان بينها ما لا تعرفه، فيُرجى تسجيل خروجه وتغيير كلمة المرور.
security-end-others = تسجيل الخروج من كل مكان آخر
security-end-all = تسجيل الخروج من كل مكان
session-current = هذا المتصفح
session-last-seen = آخر استخدام:
session-signed-in = تسجيل الدخول:
session-address = من:
session-factors = بواسطة:
session-on-trusted-device = { $factors }، على جهاز موثوق
session-end = تسجيل الخروج

change-password-heading = تغيير كلمة المرور
change-password-text = يبقى تسجيل دخولك هنا، وينتهي في كل مكان آخر.
change-password-button = تغيير كلمة المرور

turn-off-heading = إيقاف المصادقة الثنائية
turn-off-text = بعدها تفتح كلمة المرور وحدها حسابك. ويتوقف تطبيق المصادقة ورموز الاسترداد عن العمل.
turn-off-button = إيقاف
new-codes-heading = الحصول على رموز استرداد جديدة
new-codes-text = { $n ->
    [zero] تحصل على عشرة رموز جديدة.
    [one] تحصل على عشرة رموز جديدة. ويتوقف الرمز الباقي عن العمل.
    [two] تحصل على عشرة رموز جديدة. ويتوقف الرمزان الباقيان عن العمل.
    [few] تحصل على عشرة رموز جديدة. وتتوقف الرموز الباقية ({ $n }) عن العمل.
   *[other] تحصل على عشرة رموز جديدة. وتتوقف الرموز الباقية ({ $n }) عن العمل.
}
new-codes-button = الحصول على رموز جديدة
end-others-heading = تسجيل الخروج من كل مكان آخر
end-others-text = { $n ->
    [zero] يبقى تسجيل دخولك هنا. لا يوجد متصفح آخر.
    [one] يبقى تسجيل دخولك هنا. يُسجَّل الخروج من متصفح آخر واحد فورًا.
    [two] يبقى تسجيل دخولك هنا. يُسجَّل الخروج من متصفحين آخرين فورًا.
    [few] يبقى تسجيل دخولك هنا. يُسجَّل الخروج من { $n } متصفحات أخرى فورًا.
    [many] يبقى تسجيل دخولك هنا. يُسجَّل الخروج من { $n } متصفحًا آخر فورًا.
   *[other] يبقى تسجيل دخولك هنا. يُسجَّل الخروج من { $n } متصفح آخر فورًا.
}
end-others-button = تسجيل الخروج من كل مكان آخر
end-all-heading = تسجيل الخروج من كل مكان
end-all-text = يُسجَّل الخروج من كل متصفح فورًا، وهذا منها. وينتهي أيضًا أي تسجيل دخول لم يكتمل. يمكنك تسجيل الدخول مجددًا.
end-all-button = تسجيل الخروج من كل مكان

confirm-heading = تأكيد هويتك
confirm-text = هذا أمر مهم، لذلك نسأل مرة أخرى.

# ما يُطلب له إثبات جديد.
confirm-for-authenticator = لتغيير طريقة تسجيل دخولك، يُرجى تأكيد هويتك مرة أخرى.
confirm-for-turn-off = لإيقاف المصادقة الثنائية، يُرجى تأكيد هويتك مرة أخرى.
confirm-for-recovery-codes = للحصول على رموز استرداد جديدة، يُرجى تأكيد هويتك مرة أخرى.
confirm-for-password = لتغيير كلمة المرور، يُرجى تأكيد هويتك مرة أخرى.
confirm-for-address = لتغيير عنوان البريد الإلكتروني، يُرجى تأكيد هويتك مرة أخرى.
confirm-for-policy = لتغيير طريقة تسجيل الدخول، يُرجى تأكيد هويتك مرة أخرى.
confirm-for-people = لدعوة أشخاص أو تغييرهم، يُرجى تأكيد هويتك مرة أخرى.

# ما تم للتو، يُقال مرة واحدة على الصفحة التالية.
done-second-factor-off = المصادقة الثنائية غير مفعّلة.
done-factor-added = تم الربط. يبقى ما كان لديك من قبل يعمل.
done-replaced = تم ربط تطبيق المصادقة الجديد. لم يعد السابق يعمل.
done-factor-removed = تمت الإزالة. وتم تسجيل خروجك من كل مكان آخر.
done-new-codes = رموز الاسترداد هذه سارية الآن. لم تعد أي رموز أقدم تعمل.
done-password-changed = تم تغيير كلمة المرور.
done-address-asked = الرابط في طريقه إلى العنوان الجديد. يُرجى فتحه خلال ساعة.
done-address-changed = تم تغيير عنوان بريدك الإلكتروني. وتم تسجيل خروجك من كل مكان آخر.
done-language-chosen = تم تغيير لغتك.
done-session-ended = تم تسجيل الخروج من ذلك المتصفح.
done-device-forgotten = تمت الإزالة. يُطلب رمز التحقق هناك من جديد.
done-renamed = تم حفظ الاسم.
done-others-ended = تم تسجيل الخروج من كل متصفح آخر.
done-saved = تم الحفظ.
done-invited = الدعوة في طريقها.
done-role-changed = تم تغيير الدور.
done-sessions-ended = أُنهيت كل جلسات هذا الشخص.
done-suspended = تم التعليق وتسجيل الخروج.
done-restored = أصبح تسجيل الدخول ممكنًا من جديد.
done-mail-retried = تُرسل الرسالة مرة أخرى.
done-welcome = تم حفظ كلمة المرور. يمكنك الآن تسجيل الدخول بها.
done-password-set = تم حفظ كلمة المرور الجديدة، وتم تسجيل خروجك من كل مكان. يمكنك الآن تسجيل الدخول بها.
done-account-made = تم إنشاء حسابك. يمكنك الآن تسجيل الدخول.
done-unchanged = لم يختلف شيء عما كان.
undone-enrolment-too-old = عُرض ذلك المفتاح منذ وقت طويل. يُرجى البدء من جديد.
undone-enough-authenticators = لديك خمسة تطبيقات مصادقة. يلزم إزالة أحدها أولًا.
undone-last-method = هذه خطوتك الثانية الوحيدة. يمكنك بدلًا من ذلك إيقاف المصادقة الثنائية.
undone-second-factor-first = يلزم إعداد المصادقة الثنائية أولًا. تحتاج تغييرات الحساب إلى رمز تحقق.
undone-required = يشترط حسابك المصادقة الثنائية، لذلك تبقى مفعّلة.
undone-longer-password-first = يلزم اختيار كلمة مرور أطول أولًا. دون الخطوة الثانية تبقى وحدها.
undone-changed-meanwhile = لم يتغير شيء. غيّر شخص آخر هذا الشخص في هذه الأثناء.
undone-last-owner = لم يتغير شيء. يحتاج الحساب إلى مالك واحد على الأقل.
