# 로그인할 때 쓰는 이메일 주소 바꾸기.
security-address = 이메일 주소
security-address-now = 로그인 주소:
security-address-waiting = { $to } 주소로 링크를 보냈어요. { $until } 전에 여세요. 그때까지는 아무것도 바뀌지 않아요.
security-address-change = 이메일 주소 바꾸기

change-address-heading = 이메일 주소 바꾸기
change-address-label = 새 이메일 주소
change-address-text = 이 주소로 링크를 보내요. 링크를 열면 예전 주소 대신 새 주소를 써요. 예전 주소에도 알려요.
change-address-button = 링크 보내기

confirm-address-heading = 이제부터 이 주소를 쓸까요?
confirm-address-from = 지금
confirm-address-to = 새 주소
confirm-address-text = 앞으로 새 주소로 로그인하고, 메일도 그곳으로 가요. 여기서는 로그인이 유지되고, 다른 모든 곳에서는 로그아웃돼요.
confirm-address-button = 새 주소 쓰기

dead-link-address = 이미 쓴 링크이거나, 한 시간이 지났거나, 그사이 계정에 바뀐 것이 있어요. 내 보안에서 새 링크를 요청할 수 있어요.
dead-link-address-anothers = 다른 사람의 링크예요. 본인의 링크라면 로그아웃한 뒤 다시 열고, 본인 계정으로 로그인하세요.

trouble-address-unchanged = 지금 쓰는 주소와 같아요. 다른 주소를 입력하세요
trouble-address-too-often = 오늘은 새 주소를 너무 자주 요청했어요. 내일 다시 하세요

mail-address-proof-subject = { $account }: 새 이메일 주소를 확인하세요
mail-address-proof = { $account }에서 이 이메일 주소를 쓰려고 하시는군요. 확인하려면 아래 링크를 열고 로그인하세요.
mail-address-proof-hour = 링크는 한 시간 동안, 한 번만 쓸 수 있어요.
mail-address-proof-not-you = 본인이 요청하지 않았다면 아무것도 하지 않아도 돼요. 본인이 로그인하지 않으면 링크는 아무 일도 하지 않아요.

mail-address-change-asked-subject = 이메일 주소 변경이 요청되었어요
mail-address-change-asked = { $account }에 내 계정으로 로그인한 누군가가 이메일 주소를 바꾸려고 해요. 새 주소: { $to }. 그곳으로 보낸 링크를 열기 전에는 아무것도 바뀌지 않아요.

mail-address-changed-subject = 이메일 주소가 바뀌었어요
mail-address-changed = { $account }의 이메일 주소가 바뀌었어요. 이제 새 주소로 로그인하고, 메일도 그곳으로 가요.
mail-address-changed-not-you = 본인이 아니라면 바로 관리자에게 알리세요.

mail-address-wanted-subject = 누군가 이 이메일 주소를 쓰려고 했어요
mail-address-wanted = { $account }의 누군가가 이 이메일 주소를 자기 것으로 쓰려고 했어요. 이미 내 주소이므로 아무것도 바뀌지 않았어요.
mail-address-wanted-not-you = 할 일은 없어요. 이미 쓰는 주소라는 사실은 알려 주지 않았어요.
