# مظهر الحساب وما يقوله عند بابه.
nav-brand = الهوية
brand-heading = الهوية
brand-preview = مظهر صفحة تسجيل الدخول
brand-in-light = في المظهر الفاتح
brand-in-dark = في المظهر الداكن
brand-contrast = التباين: الروابط { $links }:1، الأزرار { $buttons }:1

brand-colours = الألوان
brand-colours-text = هذا لون الروابط والأزرار. لا تُقبل إلا الألوان التي تمكن قراءتها: يجب أن يكون التباين 4.5:1 أو أكثر.
brand-light-label = اللون في المظهر الفاتح
brand-dark-label = اللون في المظهر الداكن
brand-colour-hint = علامة # وستة أرقام أو حروف، مثل { $example }. يُترك فارغًا لاستعمال لوننا.
brand-dark-hint = عند تركه فارغًا يُفتَّح اللون الآخر إلى أن تمكن قراءته.
trouble-colour-shape = يُرجى إدخال اللون بعلامة # وستة من 0–9 وa–f، مثل { $example }
trouble-colour-unreadable = تصعب قراءة هذا اللون هنا: تباينه { $ratio }:1 والمطلوب 4.5:1. أقرب لون مناسب هو { $colour }

brand-logo = الشعار
brand-logo-label = الصورة
brand-logo-hint = PNG أو JPEG أو WebP، حتى 32 كيلوبايت و512 في 512 بكسل. يظهر على خلفية بيضاء، في المظهر الداكن أيضًا، مكان اسم الحساب.
brand-logo-button = استعمال هذه الصورة
brand-logo-remove = إزالة الشعار
trouble-logo-empty = يُرجى اختيار صورة
trouble-logo-large = الملف أكبر من 32 كيلوبايت. يُرجى حفظ الصورة بحجم أصغر
trouble-logo-kind = هذه ليست صورة PNG أو JPEG أو WebP. يُرجى حفظ الشعار بإحدى هذه الصيغ
trouble-logo-broken = الصورة غير مكتملة، أو في الملف شيء آخر. يُرجى حفظها من جديد
trouble-logo-moves = هذه صورة متحركة. يُرجى اختيار صورة ثابتة
trouble-logo-wide = حجم الصورة { $width } في { $height } بكسل. الحد الأقصى { $most } في { $most }

brand-texts = النصوص
brand-texts-text = تظهر النصوص بلغة الصفحة. وإذا لم يُكتب شيء بها، تظهر النصوص بلغة الحساب.
brand-welcome-label = عبارة الترحيب
brand-welcome-hint = تظهر في صفحة تسجيل الدخول. نص عادي، حتى 300 حرف.
brand-help-field = جهة المساعدة
brand-help-hint = اسم أو رقم هاتف أو عنوان. يظهر حيث يتعذر الدخول، وفي آخر رسائلنا. نص عادي، حتى 300 حرف.
brand-help-label = جهة المساعدة:
brand-help = جهة المساعدة: { $help }
trouble-line-long = النص طويل. الحد الأقصى هو { $n } من الأحرف
trouble-line-unseen = في النص رموز لا تظهر. يُرجى كتابته من جديد بدل لصقه

brand-reset = البدء من جديد
brand-reset-text = تُزال الألوان والشعار والنصوص، ويعود مظهر تسجيل الدخول كما كان أولًا.
brand-reset-button = إزالة كل شيء

confirm-for-brand = لتغيير مظهر الحساب، يلزم التأكد من هويتك مرة أخرى.
activity-brand-changed = تغيّرت هوية الحساب
