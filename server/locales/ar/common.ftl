# كلمات تتكرر في صفحات كثيرة. `{ $account }` هو اسم الحساب.
#
# الأسلوب: عربية فصيحة حديثة وقصيرة. لا نخاطب أحدًا بصيغة مذكر أو مؤنث: على الأزرار والعناوين مصدر («تغيير كلمة المرور»)،
# وفي الجمل «يُرجى» مع مصدر، أو «يمكنك»، أو المبني للمجهول. «يُرجى» هنا بديل عن فعل الأمر، وليست رجاءً.
# الأرقام لاتينية (0 إلى 9) في كل مكان: الرموز التي تُكتب على الصفحات لا تأتي بغيرها، والجميع يقرؤها.
# ما يُكتب من اليسار إلى اليمين داخل جملة يُعزل تلقائيًا (server/src/i18n.rs)؛ فلا تُضف علامات اتجاه هنا.
# الأعداد بصيغها الست: zero one two few many other. المدد مجرورة («يومين») لأنها تأتي بعد «بعد» و«لمدة» و«بنحو».
# قواعد المكتبة تعطي «other» لكل عدد فوق 100 (حتى 103 و111)، لذلك تُكتب هذه الصيغة حيث يكبر العدد دون تمييز: «عدد الجلسات: { $n }».
#
# كلمة واحدة لكل شيء:
#   sign in, sign out            تسجيل الدخول، تسجيل الخروج
#   passcode                     رمز التحقق                    لا: كلمة مرور لمرة واحدة، OTP، PIN
#   recovery code                رمز الاسترداد                  لا: رمز احتياطي
#   two-factor authentication    المصادقة الثنائية، وبعدها «الخطوة الثانية»
#   authenticator (app)          تطبيق المصادقة
#   session                      جلسة
#   account                      الحساب
#   team member, end user        عضو الفريق، المستخدم النهائي
#   owner, admin, agent          المالك، المسؤول، الوكيل
#   turn on, off                 تفعيل، إيقاف                   لا: تمكين، تعطيل
#   trusted computer or phone    جهاز موثوق
#   suspend, let in again        تعليق، إلغاء التعليق
#   archive, erase               أرشفة، محو
#   e-mail, mail                 البريد الإلكتروني، البريد، رسالة
page-title = { $heading } – { $account }
page-title-error = خطأ: { $heading } – { $account }
error-prefix = خطأ:
summary-heading = هناك ما يحتاج إلى تصحيح
skip-to-content = الانتقال إلى المحتوى
continue = متابعة
cancel = إلغاء
save = حفظ
look-again = النظر مرة أخرى
look-again-stop = إيقاف النظر التلقائي
start-again = البدء من جديد
try-again = المحاولة مرة أخرى
never = أبدًا
list-comma = {"، "}
next-page = الصفحة التالية
crumbs = مكانك الآن

nav-account = حسابك
nav-security = أماني
nav-admin = مركز الإدارة
sign-out = تسجيل الخروج

email-label = البريد الإلكتروني
password-label = كلمة المرور
password-show = إظهار
password-hide = إخفاء
new-password-label = كلمة المرور الجديدة
new-password-hint = { $n ->
    [one] حرف واحد على الأقل. بضع كلمات يسهل تذكرها خيار جيد.
    [two] حرفان على الأقل. بضع كلمات يسهل تذكرها خيار جيد.
    [few] { $n } أحرف على الأقل. بضع كلمات يسهل تذكرها خيار جيد.
    [many] { $n } حرفًا على الأقل. بضع كلمات يسهل تذكرها خيار جيد.
   *[other] { $n } حرف على الأقل. بضع كلمات يسهل تذكرها خيار جيد.
}
your-name-label = اسمك

role-label = الدور
role-owner = مالك
role-admin = مسؤول
role-agent = وكيل
role-end-user = مستخدم نهائي
role-owner-hint = يتحمل مسؤولية الحساب، ويقوم بكل ما يقوم به المسؤول.
role-admin-hint = يقرر من يسجل الدخول وكيف.
role-agent-hint = يعمل مع العملاء.
role-end-user-hint = يرى ما يخصه فقط.

factor-password = كلمة المرور
factor-passkey = مفتاح المرور
factor-totp = تطبيق المصادقة
factor-sms-code = رسالة نصية
factor-email-code = رمز تحقق بالبريد الإلكتروني
factor-recovery-code = رمز الاسترداد

state-on = مفعّلة
state-off = غير مفعّلة
state-required-missing = مطلوبة، ولم يتم إعدادها

duration-seconds = { $n ->
    [one] ثانية واحدة
    [two] ثانيتين
    [few] { $n } ثوانٍ
   *[other] { $n } ثانية
}
duration-minutes = { $n ->
    [one] دقيقة واحدة
    [two] دقيقتين
    [few] { $n } دقائق
   *[other] { $n } دقيقة
}
duration-hours = { $n ->
    [one] ساعة واحدة
    [two] ساعتين
    [few] { $n } ساعات
   *[other] { $n } ساعة
}
duration-days = { $n ->
    [one] يوم واحد
    [two] يومين
    [few] { $n } أيام
    [many] { $n } يومًا
   *[other] { $n } يوم
}

open-tab-ended = تم تسجيل خروجك.
open-tab-again = تسجيل الدخول مجددًا
open-tab-idle = لم يحدث شيء هنا منذ مدة. سيتم تسجيل خروجك خلال أقل من دقيقتين.
open-tab-stay = البقاء مسجّل الدخول
open-tab-over = أنت مسجّل الدخول منذ وقت طويل. سيتم تسجيل خروجك خلال أقل من دقيقتين: أنهِ ما تعمل عليه.

browser-on-system = { $browser } على { $system }
browser-unknown = متصفح غير معروف
