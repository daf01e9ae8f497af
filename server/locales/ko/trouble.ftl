# 입력한 것의 문제: 무슨 일인지, 그리고 무엇을 하면 되는지. 쓰지 않음: 죄송, 유효하지 않은, 실패.
trouble-email-empty = 이메일 주소를 입력하세요
trouble-email-shape = name@example.com 같은 이메일 주소를 입력하세요
trouble-password-empty = 비밀번호를 입력하세요
trouble-new-password-empty = 새 비밀번호를 입력하세요
trouble-wrong-password = 이메일이나 비밀번호가 맞지 않아요
trouble-name-empty = 이름을 입력하세요
trouble-role-empty = 역할을 고르세요

trouble-passcode-empty = 인증 코드를 입력하세요
trouble-passcode-shape = 인증 코드는 숫자 6자리예요
trouble-passcode-wrong = 인증 코드가 맞지 않아요. 가장 최근 코드인지, 휴대전화의 시계가 맞는지 확인하고 다시 하세요
trouble-passcode-used = 이미 쓴 인증 코드예요. 다음 코드를 기다리세요(최대 30초)
trouble-clock-slow = 다른 시각의 인증 코드예요. 휴대전화의 시계가 { $off }쯤 늦어요. 시각을 자동으로 맞추고 다음 코드로 다시 하세요
trouble-looks-like-recovery-code = 복구 코드예요. 입력하려면 아래에서 “복구 코드 쓰기”를 고르세요
trouble-looks-like-passcode = 인증 코드예요. 입력하려면 아래에서 “인증 앱 쓰기”를 고르세요
trouble-recovery-code-empty = 복구 코드를 입력하세요
trouble-recovery-code-wrong = 복구 코드가 맞지 않아요. 확인하고 다시 하세요
trouble-recovery-code-used = 이미 쓴 복구 코드예요. 다른 코드를 쓰세요
trouble-no-recovery-codes = 남은 복구 코드가 없어요. 관리자에게 부탁하세요
trouble-enrolment-too-old = 키를 보여 준 지 너무 오래되었어요. 새 코드를 스캔하세요
trouble-slowed = 시도가 너무 많아요. { $wait } 뒤에 다시 할 수 있어요
trouble-codes-not-saved = 코드를 저장한 다음 “코드를 저장했어요”를 선택하세요

trouble-password-short = 비밀번호는 { $n }자 이상이어야 해요
trouble-password-long = 비밀번호는 { $n }자까지 쓸 수 있어요
trouble-password-common = 많은 사람이 쓰는 비밀번호예요. 다른 것을 고르세요
trouble-password-breached = 어딘가에서 유출된 비밀번호예요. 다른 것을 고르세요
trouble-password-own-words = 이름이나 계정 이름으로 된 비밀번호예요. 다른 낱말을 고르세요

trouble-already-here = 이 이메일 주소를 쓰는 사람이 이미 있어요
trouble-changed-meanwhile = 다른 사람이 이 설정을 바꿨어요. 확인하고 다시 저장하세요
trouble-days = 1부터 30까지의 일수를 입력하세요.
trouble-limits = 쓰지 않는 시간은 전체 시간보다 길 수 없어요
trouble-old-password-wrong = 지금 비밀번호가 아니에요. 다시 하세요
