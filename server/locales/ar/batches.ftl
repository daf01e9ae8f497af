people-import = استيراد أشخاص
people-choose = اختيار { $name }
people-many = عدة أشخاص معًا
people-many-who = من
people-many-ticked = المحددون في هذه الصفحة
people-many-found = كل من في هذه القائمة، في جميع الصفحات
people-many-act = ماذا
people-many-look = المعاينة أولًا
people-export = حفظ هذه القائمة بصيغة CSV
import-heading = استيراد أشخاص
import-text = كل من في الملف وليس هنا بعد تصله دعوة بالبريد الإلكتروني. نراجع أولًا كل صف ونعرض عليك ما سيحدث، ولا يُنفَّذ شيء قبل موافقتك.
import-file = الملف
import-file-hint = ملف CSV بترميز UTF-8، بحد أقصى 5 ميغابايت و20,000 صف. يسمي السطر الأول الأعمدة: email وname، وإن شئت role وlanguage وgroups.
import-roles = الأدوار هي end_user وagent وadmin وowner؛ ومن دون دور يصبح الشخص مستخدمًا نهائيًا. لا يحصل أحد على دور أعلى من دورك. ومن هو هنا بالفعل يبقى كما هو.
import-groups = تُفصل المجموعات بفاصلة منقوطة لاتينية (;)، ويجب أن تكون موجودة من قبل. ولا يُضاف إليها إلا القادمون الجدد.
import-look = معاينة الملف
import-empty = اختر ملفًا فيه شخص واحد على الأقل
import-not-text = هذا الملف ليس نصًا بترميز UTF-8. احفظه من جدول البيانات بصيغة «CSV UTF-8»
import-quotes = علامات الاقتباس في الصف الذي يبدأ عند السطر { $line } غير متطابقة. لم يُقرأ شيء
import-too-long = في الملف أكثر من 20,000 صف. قسّمه إلى عدة ملفات
import-no-column = لا يسمي السطر الأول العمود «{ $column }»
import-column-twice = يسمي السطر الأول العمود «{ $column }» مرتين
import-unread = لم تُقرأ من هذا الملف الأعمدة: { $columns }. وقُرئ ما سواها.
batch-mine = عمليات الاستيراد والدفعات الأخرى
batch-rows = { $n ->
    [zero] لا أشخاص
    [one] شخص واحد
    [two] شخصان
    [few] { $n } أشخاص
    [many] { $n } شخصًا
   *[other] { $n } شخص
}
batch-looking = نراجع كل صف
batch-ready = جاهز: لم يُنفَّذ شيء بعد
batch-doing = قيد التنفيذ
batch-done = تم
batch-stopped = توقف
batch-stopped-text = تغيّر دورك أو كلمة مرورك أو جلساتك في هذه الأثناء، فلم تستمر العملية. ما تم يبقى. ابدأ من جديد إن شئت.
batch-all = الأشخاص
batch-to-do = المطلوب
batch-are-here = هنا بالفعل
batch-left-out = المستبعدون
batch-are-done = تم
batch-missed = استُبعدوا لاحقًا
batch-percent = انتهى { $n }٪.
batch-wait = يمكنك مغادرة هذه الصفحة، فالعمل مستمر.
batch-waits = تنتظر العملية، لأن { $n } رسالة أو أكثر من رسائل هذا الحساب لم تُرسل بعد.
batch-cut = هؤلاء أول { $n } شخص. كرر العملية بعدها للباقين.
batch-as-shown = يُنفَّذ ما هو معروض هنا. ومن يتغير قبل دوره يُستبعد.
batch-reason = السبب، لسجل التدقيق
batch-nothing = لا شيء مطلوب.
batch-people = صفًا صفًا.
batch-save = حفظ بصيغة CSV
batch-line = السطر
batch-what = ما يحدث
batch-back = الصفحة السابقة
batch-invite-again = إرسال الدعوات مرة أخرى
batch-suspend = تعليق أشخاص
batch-restore = السماح للأشخاص بالدخول مجددًا
batch-end-sessions = إنهاء جلسات الأشخاص
batch-go-import = { $n ->
    [zero] لا دعوات
    [one] دعوة شخص واحد
    [two] دعوة شخصين
    [few] دعوة { $n } أشخاص
    [many] دعوة { $n } شخصًا
   *[other] دعوة { $n } شخص
}
batch-go-invite-again = { $n ->
    [zero] لا دعوات
    [one] إرسال دعوة واحدة مجددًا
    [two] إرسال دعوتين مجددًا
    [few] إرسال { $n } دعوات مجددًا
    [many] إرسال { $n } دعوة مجددًا
   *[other] إرسال { $n } دعوة مجددًا
}
batch-go-suspend = { $n ->
    [zero] لا أحد للتعليق
    [one] تعليق شخص واحد
    [two] تعليق شخصين
    [few] تعليق { $n } أشخاص
    [many] تعليق { $n } شخصًا
   *[other] تعليق { $n } شخص
}
batch-go-restore = { $n ->
    [zero] لا أحد للسماح له
    [one] السماح لشخص واحد بالدخول مجددًا
    [two] السماح لشخصين بالدخول مجددًا
    [few] السماح لـ { $n } أشخاص بالدخول مجددًا
    [many] السماح لـ { $n } شخصًا بالدخول مجددًا
   *[other] السماح لـ { $n } شخص بالدخول مجددًا
}
batch-go-end-sessions = { $n ->
    [zero] لا جلسات
    [one] إنهاء جلسات شخص واحد
    [two] إنهاء جلسات شخصين
    [few] إنهاء جلسات { $n } أشخاص
    [many] إنهاء جلسات { $n } شخصًا
   *[other] إنهاء جلسات { $n } شخص
}
batch-will-invite = ستصله دعوة بدور { $role }
batch-will = سيُنفَّذ
batch-invited = دُعي بدور { $role }
batch-done-one = تم
batch-unchanged = هنا بالفعل
batch-here = هنا بالفعل باسم أو دور آخر: يبقى كلاهما
batch-not-looked = لم تُراجع بعد
batch-why-no-email = مستبعد: ليس عنوان بريد إلكتروني
batch-why-no-name = مستبعد: لا اسم، أو اسم أطول من 100 حرف
batch-why-no-role = مستبعد: لا يوجد دور كهذا
batch-why-no-language = مستبعد: لا توجد لغة كهذه
batch-why-group-unknown = مستبعد: لا توجد مجموعة كهذه في الحساب
batch-why-twice = مستبعد: العنوان موجود في السطر { $line }
batch-why-yourself = مستبعد: هذا أنت
batch-why-role-given = مستبعد: لا يمكنك منح هذا الدور
batch-why-out-of-reach = مستبعد: دوره خارج صلاحيتك
batch-why-last-owner = مستبعد: يحتاج الحساب إلى مالك
batch-why-not-invited = مستبعد: ليست لديه دعوة مفتوحة
batch-why-not-suspended = مستبعد: ليس معلّقًا
batch-why-not-active = مستبعد: لا يسجل الدخول هنا
batch-why-changed = مستبعد: تغيّر شيء في هذه الأثناء
done-batch-begun = قيد التنفيذ. يمكنك مغادرة هذه الصفحة.
done-batch-goes-on = إحدى دفعاتك ما زالت مستمرة. انتظر حتى تنتهي.
done-nobody-chosen = لم يُحدَّد أحد.
activity-people-exported = حفظ قائمة الأشخاص في ملف
activity-batch-begun = عدة أشخاص معًا ({ $n }): { $what }. السبب: { $reason }
batch-of-group = { $what }، { $name }
activity-batch-ended = عدة أشخاص معًا، انتهى: { $what }. تم لـ { $done }، ولم يتم لـ { $missed }
