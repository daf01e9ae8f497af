# 잊은 비밀번호, 새 비밀번호, 초대, 첫 설정.
forgot-heading = 비밀번호를 잊으셨나요?
forgot-text = 새 비밀번호를 정하는 링크를 보내 드려요.
forgot-button = 링크 보내기
sent-heading = 이메일을 확인하세요
sent-text = { $email } 주소의 계정이 있다면 링크를 보내 드렸어요. 링크는 30분 동안 쓸 수 있어요.
sent-not-there = 몇 분이 지나도 오지 않나요? 스팸 메일함을 보거나 주소를 확인하세요.
sent-another-address = 다른 주소 쓰기

reset-heading = 새 비밀번호 정하기
reset-text = 계정: { $email }
reset-button = 비밀번호 바꾸기
reset-second-step = 그다음 평소처럼 새 비밀번호와 인증 코드로 로그인해요.
reset-new-authenticator = 예전 인증 앱과 복구 코드는 이제 쓸 수 없어요. 새 비밀번호로 로그인할 때 새 인증 앱을 연결해요.

dead-link-heading = 이 링크는 더 쓸 수 없어요
dead-link-reset = 이미 쓴 링크이거나 30분이 지났어요.
dead-link-reset-again = 새 링크 보내기
dead-link-invitation = 이미 쓴 링크이거나 너무 오래되었어요. 비밀번호가 있으면 로그인하고, 없으면 새 초대를 부탁하세요.
dead-link-setup = 이미 쓴 링크예요. 이 서버의 운영자가 새로 만들 수 있어요.
dead-link-signin = 로그인

welcome-heading = { $account }에 오신 것을 환영해요
welcome-by = { $inviter } 님이 { $account }에 초대했어요.
welcome-text = { $account }에 초대되었어요.
welcome-email = 로그인할 때 쓸 주소: { $email }
welcome-button = 계정 만들기

setup-heading = Doorward 설정
setup-text = 계정에 이름을 붙이고 첫 소유자가 되세요. 바로 다음에 다른 사람을 초대할 수 있어요.
setup-account-label = 계정 이름
setup-button = 설정하기
