# 내 보안에 있었던 일을 알리는 말, 그리고 본인이 아니라고 말하는 길.
not-me-heading = 본인이 아니에요
not-me-told = 이렇게 알려 드렸어요:
not-me-text = 본인이 아니라면 다른 누군가가 계정을 쓰고 있을 수 있어요. 아래 버튼을 누르면:
not-me-signs-out = 모든 컴퓨터와 휴대전화에서 이 계정이 로그아웃돼요.
not-me-password = 지금 비밀번호는 쓸 수 없게 돼요. 새 비밀번호를 정하는 링크를 메일로 보내요.
not-me-factors = 인증 앱은 그대로예요. 누군가 바꿨거나 로그인할 수 없으면 관리자에게 부탁하세요.
not-me-button = 모두 로그아웃
not-me-was-you = 본인이 맞다면 이 페이지를 닫으세요. 아무것도 바뀌지 않았어요.
not-me-dead = 이미 쓴 링크이거나 7일이 지났어요. 누군가 계정을 쓰고 있는 것 같으면 새 비밀번호를 정하고 관리자에게 알리세요.
not-me-forgot = 새 비밀번호 정하기
done-reported = 모두 로그아웃되었고, 비밀번호는 쓸 수 없게 되었어요. 새 비밀번호를 정하는 링크를 보냈어요.
done-reported-ask-help = 모두 로그아웃되었고, 비밀번호는 쓸 수 없게 되었어요. 다시 로그인하려면 관리자에게 부탁하세요.

activity-new-browser = 새 브라우저에서 로그인함
activity-reported-not-me = “본인이 아니에요”: 모두 로그아웃됨, 비밀번호 중지됨
activity-not-me-refused = 더 쓸 수 없는 링크로 “본인이 아니에요”라고 함
activity-letter-held-back = 같은 종류의 메일이 너무 많아 보내지 않음
history-ended = 모든 곳에서 로그아웃됨
history-reported = 누군가 메일의 링크로 “본인이 아니에요”라고 했어요. 비밀번호도 함께 중지되었어요.
history-reported-kept-out = 누군가 이 사람이 더는 쓰지 않는 주소로 간 메일의 링크로 “본인이 아니에요”라고 했어요. 비밀번호도 함께 중지되었어요. 관리자가 정지를 풀 때까지 아무도 로그인할 수 없어요.

mail-not-me = 본인이 한 일이라면 아무것도 하지 않아도 돼요. 본인이 아니라면 아래 링크를 여세요. 모두 로그아웃되고 비밀번호가 중지되며, 새 비밀번호를 정할 수 있어요. 링크는 7일 동안 쓸 수 있어요:
mail-knows-password = 본인이 아니라면 누군가 비밀번호를 알고 있어요.

mail-new-browser-subject = 새 브라우저에서 로그인했어요
mail-new-browser = 처음 보는 브라우저에서 { $account }에 로그인했어요.
mail-new-browser-trusted = 이제 신뢰하는 기기예요. 그곳에서는 한동안 인증 코드를 묻지 않아요.

mail-second-step-failed-subject = 로그인이 두 번째 단계에서 멈췄어요
mail-second-step-failed = 누군가 { $account }의 비밀번호를 맞게 입력했지만, 인증 코드나 복구 코드는 맞지 않았어요. 들어오지는 못했어요.

mail-recovery-codes-few = 얼마 남지 않았어요. 내 보안에서 새로 만드세요.

mail-reported-subject = 누군가 “본인이 아니에요”라고 했어요
mail-reported = 누군가 { $account } 계정에 관한 메일의 링크로 본인이 아니라고 했어요. 모두 로그아웃되었고, 비밀번호는 쓸 수 없게 되었어요.
mail-reported-new-password = 새 비밀번호를 여기서 정하세요:
mail-reported-minutes = 링크는 30분 동안, 한 번만 쓸 수 있어요. 그 뒤에는 로그인 화면에서 “비밀번호를 잊으셨나요?”를 누르세요. 그다음에도 인증 코드는 물어요.
mail-reported-forgot = 다시 로그인하려면 로그인 화면에서 “비밀번호를 잊으셨나요?”를 누르세요.
mail-reported-help = 다시 로그인하려면 관리자에게 부탁하세요.
mail-reported-for = { $account }에서 { $person } 님의 계정에 관한 메일을 보냈어요. 누군가 그 메일의 링크로 본인이 아니라고 했어요. 그 계정에서 모두 로그아웃되었고, 비밀번호는 쓸 수 없게 되었어요.
mail-reported-for-look = { $person } 님에게 무슨 일인지 물어보고, 관리 센터에서 최근 활동을 확인하세요.
mail-reported-for-kept-out = 그 메일은 { $person } 님이 더는 쓰지 않는 이메일 주소로 갔어요. 그래서 관리 센터에서 정지를 풀 때까지 아무도 그 계정에 로그인할 수 없어요. 먼저 { $person } 님과 이야기하세요. 이메일로는 하지 마세요.
