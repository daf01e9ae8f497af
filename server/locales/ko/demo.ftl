# 데모에만 나오는 말.
demo-name = 데모
demo-mailbox = 메일함
demo-desk = 헬프 데스크

desk-heading = 반가워요, { $name } 님
desk-text = 지금 역할: { $role }. 이 작은 헬프 데스크는 문 뒤에 두고 싶은 서비스를 대신해요.
desk-tickets = 답변을 기다리는 문의
desk-waiting = { $for }째 기다리는 중
desk-new = 새 문의
desk-open = 진행 중
desk-solved = 해결됨
desk-ticket-key = 호숫가 집의 열쇠 상자가 열리지 않아요
desk-ticket-cabin = 하루 일찍 도착해도 될까요?
desk-ticket-invoice = 회사 주말 워크숍 청구서
desk-ticket-kayak = 카약 한 대에서 물이 새요
desk-ticket-dog = 강아지와 함께 가도 되나요?

mailbox-heading = 메일함
mailbox-text = 이 데모의 모든 메일은 여기로 와요. 이 컴퓨터 밖으로는 나가지 않아요.
mailbox-empty = 아직 메일이 없어요. 새 비밀번호를 요청하거나 누군가를 초대한 뒤 다시 보세요.
mailbox-to = 받는 사람:
