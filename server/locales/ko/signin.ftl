signin-heading = { $account }에 로그인
signin-button = 로그인
signin-forgot = 비밀번호를 잊으셨나요?
signin-register = 처음이신가요? 계정 만들기
back-to-signin = 로그인으로 돌아가기

passcode-heading = 인증 코드를 입력하세요
passcode-label = 6자리 인증 코드
passcode-hint = 인증 앱을 열고 { $account } 항목을 찾으세요.
passcode-remember = 이 컴퓨터에서 { $n }일 동안 다시 묻지 않기
passcode-remember-hint = 다른 사람도 쓰는 컴퓨터라면 선택을 푸세요.
passcode-use-recovery-code = 복구 코드 쓰기
passcode-where = 인증 코드는 어디에 있나요?
passcode-where-text = 2단계 인증을 설정할 때 연결한 앱을 여세요. { $account } 항목에 30초마다 새 인증 코드가 나와요.
passcode-lost-text = 휴대전화가 없으면 복구 코드를 쓰세요. 그것도 없으면 관리자에게 부탁하세요.

recovery-code-heading = 복구 코드 쓰기
recovery-code-label = 복구 코드
recovery-code-hint = 저장해 둔 글자와 숫자 16개짜리 코드 가운데 하나.
recovery-code-use-passcode = 인증 앱 쓰기
recovery-code-left = 코드가 { $n }개 남았어요.
recovery-code-none = 찾을 수 없으면 관리자에게 부탁하세요.

slowed-heading = 시도가 너무 많아요
slowed-text = { $wait } 뒤에 다시 할 수 있어요. 잃어버린 것은 없어요.
slowed-not-you = 본인이 한 것이 아니라면 누군가 비밀번호를 알고 있어요. 로그인한 뒤 바꾸세요.
closed-heading = 인증 코드를 더 확인하지 않아요
closed-text = 틀린 시도가 너무 많아서 이 계정은 더 확인하지 않아요. 관리자에게 부탁하세요.
closed-not-you = 본인이 한 것이 아니라면 누군가 비밀번호를 알고 있어요. 관리자에게 알리고 비밀번호를 바꾸세요.

too-old-heading = 처음부터 다시 하세요
too-old-text = 15분이 넘어서 처음부터 다시 해야 해요. 잃어버린 것은 없어요.

signed-out-heading = 로그아웃되었어요
signed-out-text = 이 페이지를 닫아도 돼요.
signed-out-again = 다시 로그인

because-idle = 한동안 쓰지 않아서 로그아웃되었어요. 계속하려면 다시 로그인하세요.
because-absolute = 로그인한 지 오래되어 로그아웃되었어요. 계속하려면 다시 로그인하세요.
because-ended = 이 세션은 끝났어요. 계속하려면 다시 로그인하세요.
because-changed = 계정에 바뀐 것이 있어요. 계속하려면 다시 로그인하세요.
because-not-active = 계정이 정지되었어요. 관리자에게 물어보세요.
because-too-old = 이 로그인은 끝났어요. 15분이 넘었거나 계정에 바뀐 것이 있어요. 처음부터 다시 하세요. 잃어버린 것은 없어요.
