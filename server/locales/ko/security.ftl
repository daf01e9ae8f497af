security-heading = 내 보안
security-two-factor = 2단계 인증
security-two-factor-on = 비밀번호와 두 번째 단계로 로그인해요.
security-two-factor-off = 로그인에 두 번째 단계를 더하세요. 휴대전화의 인증 코드가 있으면 비밀번호만으로는 아무도 들어올 수 없어요.
security-required = { $account }에서 필수예요.
security-required-missing = 필수예요. 다음 로그인 때나 지금 설정하세요.
security-set-up = 설정하기
security-add-app = 인증 앱 하나 더 추가
security-remove = 지우기
method-rename = 이름 바꾸기
method-name = 부르는 이름
security-turn-off = 끄기
authenticator-added = 추가:
authenticator-last-used = 마지막 사용:
authenticator-not-used = 아직 쓰지 않음

security-codes = 복구 코드
security-codes-left = 10개 중 { $n }개 남음
security-codes-text = 휴대전화를 쓸 수 없을 때 코드 하나로 로그인해요. 코드마다 한 번만 쓸 수 있어요.
security-codes-low = 몇 개 남지 않았어요. 로그인할 수 있을 때 새 코드를 받으세요.
security-codes-new = 새 코드 받기

security-password = 비밀번호
security-password-changed = 마지막 변경:
security-password-change = 비밀번호 바꾸기
security-password-short = 비밀번호만으로 로그인하는데, 그러기에는 짧아요. 더 긴 비밀번호를 정하세요.

security-devices = 신뢰하는 컴퓨터와 휴대전화
security-devices-text = 여기서는 적힌 날까지 비밀번호만 물어요. 모르는 것이 있으면 지우세요. 그 기기에서도 로그아웃돼요.
device-until = 인증 코드를 묻지 않는 기한:
device-trusted = 신뢰 시작:
device-rename = 이름 바꾸기
device-name = 이 컴퓨터나 휴대전화의 이름
device-forget = 지우기
security-sessions = 로그인된 곳
security-sessions-text = 모르는 곳이 있으면 로그아웃하고 비밀번호를 바꾸세요.
security-end-others = 다른 모든 곳에서 로그아웃
security-end-all = 모든 곳에서 로그아웃
session-current = 이 브라우저
session-last-seen = 마지막 사용:
session-signed-in = 로그인:
session-address = 주소:
session-factors = 방법:
session-on-trusted-device = { $factors }, 신뢰하는 기기에서
session-end = 로그아웃

change-password-heading = 비밀번호 바꾸기
change-password-text = 여기서는 로그인이 유지되고, 다른 모든 곳에서는 로그아웃돼요.
change-password-button = 비밀번호 바꾸기

turn-off-heading = 2단계 인증 끄기
turn-off-text = 끄면 비밀번호만으로 로그인할 수 있어요. 인증 앱과 복구 코드는 쓸 수 없게 돼요.
turn-off-button = 끄기
new-codes-heading = 새 복구 코드 받기
new-codes-text = { $n ->
    [0] 새 코드 10개를 받아요.
   *[other] 새 코드 10개를 받아요. 남아 있는 { $n }개는 쓸 수 없게 돼요.
}
new-codes-button = 새 코드 받기
end-others-heading = 다른 모든 곳에서 로그아웃
end-others-text = 여기서는 로그인이 유지돼요. 다른 브라우저 { $n }개는 바로 로그아웃돼요.
end-others-button = 다른 모든 곳에서 로그아웃
end-all-heading = 모든 곳에서 로그아웃
end-all-text = 이 브라우저를 포함해 모든 브라우저가 바로 로그아웃돼요. 진행 중이던 로그인도 취소돼요. 다시 로그인할 수 있어요.
end-all-button = 모든 곳에서 로그아웃

confirm-heading = 본인임을 확인하세요
confirm-text = 중요한 일이라 한 번 더 확인해요.

# 본인 확인이 필요한 이유.
confirm-for-authenticator = 로그인하는 방법을 바꾸려면 본인임을 한 번 더 확인하세요.
confirm-for-turn-off = 2단계 인증을 끄려면 본인임을 한 번 더 확인하세요.
confirm-for-recovery-codes = 새 복구 코드를 받으려면 본인임을 한 번 더 확인하세요.
confirm-for-password = 비밀번호를 바꾸려면 본인임을 한 번 더 확인하세요.
confirm-for-address = 이메일 주소를 바꾸려면 본인임을 한 번 더 확인하세요.
confirm-for-policy = 로그인 방법을 바꾸려면 본인임을 한 번 더 확인하세요.
confirm-for-people = 사람을 초대하거나 바꾸려면 본인임을 한 번 더 확인하세요.

# 방금 한 일. 다음 화면에서 한 번 말해요.
done-second-factor-off = 2단계 인증을 껐어요.
done-factor-added = 연결했어요. 전에 쓰던 것도 계속 쓸 수 있어요.
done-replaced = 새 인증 앱을 연결했어요. 예전 앱은 쓸 수 없어요.
done-factor-removed = 지웠어요. 다른 모든 곳에서 로그아웃되었어요.
done-new-codes = 이제 이 복구 코드를 써요. 예전 코드는 쓸 수 없어요.
done-password-changed = 비밀번호를 바꿨어요.
done-address-asked = 새 주소로 링크를 보냈어요. 한 시간 안에 여세요.
done-address-changed = 이메일 주소를 바꿨어요. 다른 모든 곳에서 로그아웃되었어요.
done-language-chosen = 언어를 바꿨어요.
done-session-ended = 그 브라우저에서 로그아웃되었어요.
done-device-forgotten = 지웠어요. 그 기기에서는 다시 인증 코드를 물어요.
done-renamed = 이름을 저장했어요.
done-others-ended = 다른 모든 브라우저에서 로그아웃되었어요.
done-saved = 저장했어요.
done-invited = 초대를 보냈어요.
done-role-changed = 역할을 바꿨어요.
done-sessions-ended = 이 사람의 모든 세션을 끝냈어요.
done-suspended = 정지하고 로그아웃했어요.
done-restored = 이제 다시 로그인할 수 있어요.
done-mail-retried = 메일을 다시 보내요.
done-welcome = 비밀번호를 정했어요. 이제 로그인하세요.
done-password-set = 새 비밀번호를 정했고, 모든 곳에서 로그아웃되었어요. 이제 새 비밀번호로 로그인하세요.
done-account-made = 계정을 만들었어요. 이제 로그인하세요.
done-unchanged = 바뀐 것이 없어요.
undone-enrolment-too-old = 키를 보여 준 지 너무 오래되었어요. 처음부터 다시 하세요.
undone-enough-authenticators = 인증 앱이 다섯 개 있어요. 먼저 하나를 지우세요.
undone-last-method = 하나뿐인 두 번째 단계예요. 대신 2단계 인증을 끌 수 있어요.
undone-second-factor-first = 먼저 2단계 인증을 설정하세요. 계정을 바꾸려면 인증 코드가 필요해요.
undone-required = 계정에서 2단계 인증이 필수라서 켜진 채로 두었어요.
undone-longer-password-first = 먼저 더 긴 비밀번호를 정하세요. 두 번째 단계가 없으면 비밀번호뿐이에요.
undone-changed-meanwhile = 바꾸지 않았어요. 그사이 다른 사람이 이 사람을 바꿨어요.
undone-last-owner = 바꾸지 않았어요. 계정에는 소유자가 적어도 한 명 있어야 해요.
