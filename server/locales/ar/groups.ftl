nav-groups = المجموعات
groups-text = رتّب الأشخاص في مجموعات لتجدهم ولتنفّذ إجراءً عليهم جميعًا دفعة واحدة. لا تمنح المجموعة أحدًا أي صلاحيات.
groups-none = لا توجد مجموعات بعد.
groups-count = { $n ->
    [zero] لا مجموعات
    [one] مجموعة واحدة
    [two] مجموعتان
    [few] { $n } مجموعات
    [many] { $n } مجموعة
   *[other] { $n } مجموعة
}
group-people = { $n ->
    [zero] لا أشخاص
    [one] شخص واحد
    [two] شخصان
    [few] { $n } أشخاص
    [many] { $n } شخصًا
   *[other] { $n } شخص
}
group-label = المجموعة
group-choose = اختر مجموعة
group-choose-hint = للإضافة إلى مجموعة أو الإزالة منها
group-make-heading = مجموعة جديدة
group-name = اسم المجموعة
group-make = إنشاء المجموعة
group-how = لإضافة أشخاص أو إزالتهم، حدّدهم في قائمة أعضاء الفريق أو المستخدمين النهائيين وافتح «عدة أشخاص معًا».
group-rename = حفظ الاسم
group-delete = حذف المجموعة
group-delete-heading = هل تريد حذف المجموعة { $name }؟
group-delete-text = يبقى أشخاصها كما هم، ولا يعودون ضمن هذه المجموعة. لا يمكن التراجع عن ذلك.
trouble-group-name = أدخل اسمًا لا يزيد على 60 حرفًا
trouble-group-taken = توجد مجموعة بهذا الاسم بالفعل
trouble-groups-enough = عدد المجموعات { $n } بالفعل، وهو أقصى ما يسمح به الحساب. احذف مجموعة أولًا
batch-join-group = إضافة إلى مجموعة
batch-leave-group = إزالة من مجموعة
batch-go-join-group = { $n ->
    [zero] لا أحد للإضافة إلى المجموعة
    [one] إضافة شخص واحد إلى المجموعة
    [two] إضافة شخصين إلى المجموعة
    [few] إضافة { $n } أشخاص إلى المجموعة
    [many] إضافة { $n } شخصًا إلى المجموعة
   *[other] إضافة { $n } شخص إلى المجموعة
}
batch-go-leave-group = { $n ->
    [zero] لا أحد للإزالة من المجموعة
    [one] إزالة شخص واحد من المجموعة
    [two] إزالة شخصين من المجموعة
    [few] إزالة { $n } أشخاص من المجموعة
    [many] إزالة { $n } شخصًا من المجموعة
   *[other] إزالة { $n } شخص من المجموعة
}
batch-why-in-group = مستبعد: موجود في المجموعة بالفعل
batch-why-not-in-group = مستبعد: ليس في المجموعة
batch-why-no-group = مستبعد: حُذفت المجموعة
batch-why-archived = مستبعد: مؤرشف
done-no-group-chosen = لم تُختر مجموعة.
done-group-made = أُنشئت المجموعة. أضف إليها أشخاصًا من قائمتهم.
done-group-renamed = صار للمجموعة اسمها الجديد.
done-group-deleted = حُذفت المجموعة. يبقى أشخاصها.
activity-group-made = أُنشئت المجموعة: { $name }
activity-group-renamed = تغيّر اسم المجموعة من { $from } إلى { $to }
activity-group-deleted = حُذفت المجموعة: { $name }. عدد أشخاصها: { $n }
activity-group-joined = أُضيف إلى المجموعة { $name }
activity-group-left = أُزيل من المجموعة { $name }
