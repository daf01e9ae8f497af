# مركز الإدارة: من سجّل الدخول الآن، وأرشفة شخص ومحوه، ورسالة واحدة من البريد الصادر.
nav-menu = القائمة
nav-signed-in = تسجيل الدخول الآن

signed-in-heading = من سجّل الدخول الآن
signed-in-people = { $n ->
    [zero] لا أحد سجّل الدخول.
    [one] شخص واحد سجّل الدخول.
    [two] شخصان سجّلا الدخول.
    [few] { $n } أشخاص سجّلوا الدخول.
    [many] { $n } شخصًا سجّلوا الدخول.
   *[other] عدد من سجّلوا الدخول: { $n }.
}
signed-in-sessions = { $n ->
    [zero] لا توجد جلسات.
    [one] جلسة واحدة.
    [two] جلستان.
    [few] { $n } جلسات.
    [many] { $n } جلسة.
   *[other] عدد الجلسات: { $n }.
}
signed-in-more-than = عدد الجلسات أكثر من { $n }.
signed-in-end-all = إنهاء الكل
signed-in-who = من
signed-in-everybody = الجميع
signed-in-show = عرض
signed-in-caption = آخر نشاط أولًا. تسجيل الدخول الذي لم يكتمل ليس جلسة.
signed-in-none = لا أحد سجّل الدخول.
signed-in-no-match = لم يسجّل الدخول أحد يطابق ذلك.
column-browser = المتصفح
column-signed-in = تسجيل الدخول
column-last-seen = آخر استخدام

end-all-team-heading = إنهاء كل جلسات أعضاء الفريق
end-all-end-users-heading = إنهاء كل جلسات المستخدمين النهائيين
end-all-after = يمكنهم تسجيل الدخول مجددًا. ينتهي أيضًا أي تسجيل دخول لم يكتمل، ولا يبقى أي جهاز موثوقًا.
end-all-yours = تبقى جلستك أنت.
end-all-of-type-button = إنهاء كل الجلسات
done-all-ended = أُنهيت كل جلساتهم.

people-show-archived = عرض المؤرشفين
people-show-here = عرض الموجودين
people-archived-team-heading = أعضاء الفريق المؤرشفون
people-archived-end-users-heading = المستخدمون النهائيون المؤرشفون
people-archived-none = لا أحد مؤرشف.
standing-archived = مؤرشف
standing-erased = ممحو
column-archived = تاريخ الأرشفة
person-erased = شخص ممحو
person-nothing-known = مُحي ما كان معروفًا عن هذا الشخص. يحتفظ سجل التدقيق بما حدث، دون اسم.

act-archive = أرشفة
act-archive-heading = أرشفة { $name }
act-archive-text = ينتهي تسجيل دخول { $name } فورًا، ولا يعود ممكنًا أبدًا. لا يمكن التراجع عن ذلك.
act-archive-address = يصبح العنوان { $email } حرًا. من يُضاف به يبدأ من جديد، ولا يحصل على شيء يخص { $name }.
act-archive-kept = يبقى ما حدث محفوظًا في السجل. نُعلم { $name } عبر البريد الإلكتروني.
act-archive-sure = أعلم أنه لا يمكن التراجع عن ذلك
act-erase = محو
act-erase-heading = محو { $name }
act-erase-text = يُمحى اسم { $name } وعنوان البريد الإلكتروني والمتصفحات وعناوين الشبكة والرسائل. لا يمكن التراجع عن ذلك.
act-erase-kept = يحتفظ سجل التدقيق بما حدث، دون اسم.
act-erase-address = عنوان البريد الإلكتروني الخاص بـ { $name }
act-erase-address-hint = يُرجى كتابة { $email }، حتى لا يُمحى أحد بالخطأ.
done-archived = تمت الأرشفة، ولا يمكن تسجيل الدخول بعدها أبدًا.
done-erased = مُحي كل ما كان معروفًا عن هذا الشخص.
trouble-not-sure = يلزم تحديد «أعلم أنه لا يمكن التراجع عن ذلك»، أو الإلغاء
trouble-other-address = هذا ليس عنوان البريد الإلكتروني لهذا الشخص. يُرجى التحقق ممن سيُمحى

mail-show = عرض
mail-everything = الكل
mail-none-such = لا توجد رسائل كهذه.
mail-message-heading = رسالة
mail-message-to = إلى
mail-message-subject = الموضوع
mail-message-written = وقت الكتابة
mail-message-sent-at = وقت الإرسال
mail-message-failed-at = وقت التوقف عن المحاولة
mail-message-not-tried = لم تجرِ أي محاولة بعد.
