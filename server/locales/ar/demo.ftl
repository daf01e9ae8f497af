# في العرض التجريبي فقط.
demo-name = عرض تجريبي
demo-mailbox = صندوق البريد
demo-desk = مكتب المساعدة

desk-heading = أهلًا بك، { $name }
desk-text = دورك الآن: { $role }. مكتب المساعدة الصغير هذا يمثّل أي شيء تضعه خلف الباب.
desk-tickets = بانتظار رد
desk-waiting = منذ { $for }
desk-new = جديد
desk-open = مفتوح
desk-solved = تم الحل
desk-ticket-key = صندوق المفاتيح في بيت البحيرة لا يفتح
desk-ticket-cabin = هل يمكننا الوصول قبل الموعد بيوم؟
desk-ticket-invoice = فاتورة عطلة الشركة
desk-ticket-kayak = في أحد قوارب الكاياك ثقب
desk-ticket-dog = هل يمكن لكلبنا أن يأتي معنا؟

mailbox-heading = صندوق البريد
mailbox-text = كل رسائل هذا العرض تصل إلى هنا. لا يغادر شيء هذا الجهاز.
mailbox-empty = لا رسائل بعد. يُرجى طلب كلمة مرور جديدة أو دعوة شخص، ثم العودة إلى هنا.
mailbox-to = إلى
