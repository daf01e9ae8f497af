# 관리자에게 보여 주는 최근 로그인: 결과와 이유.
history-heading = 최근 로그인
history-none = 이 사람으로 로그인하려고 한 적이 없어요.
history-done = 로그인함
history-refused = 거절됨
history-over = 끝내지 않음
history-unchecked = 확인하지 않음

history-with = 방법: { $factors }.
history-asked = 인증 앱이 설정되어 있어서 인증 코드를 물었어요.
history-asked-required = 계정에서 필수라서 인증 코드를 물었어요.
history-remembered = 신뢰하는 기기라서 인증 코드를 묻지 않았어요.
history-not-asked = 인증 코드를 묻지 않았어요. 필수가 아니었고, 설정된 인증 앱도 없었어요.

history-wrong-password = 비밀번호가 틀렸어요.
history-wrong-passcode = 인증 코드가 틀렸어요.
history-used-passcode = 이미 쓴 인증 코드였어요.
history-clock-slow = 다른 시각의 인증 코드였어요. 휴대전화의 시계가 { $off }쯤 늦어요.
history-no-passcode = 입력한 것이 인증 코드가 아니었어요.
history-wrong-recovery-code = 복구 코드가 틀렸어요.
history-used-recovery-code = 이미 쓴 복구 코드였어요.
history-no-recovery-codes = 남은 복구 코드가 없었어요.
history-no-recovery-code = 입력한 것이 복구 코드가 아니었어요.
history-enrolment-too-old = 새 인증 앱의 키를 보여 준 지 너무 오래되었어요.
history-slowed-passwords = 그 전에 비밀번호가 너무 많이 틀렸어요.
history-slowed-passcodes = 그 전에 인증 코드가 너무 많이 틀렸어요.
history-many-passcodes = 비밀번호는 맞았지만 인증 코드가 여러 번 틀렸어요. 본인에게 메일로 알렸어요.
history-closed = 인증 코드가 백 번 틀려서 더는 확인하지 않아요.
history-too-old = 15분이 넘게 걸렸어요.
history-stale = 그사이 이 사람이나 요구 사항이 바뀌었어요.
history-out-of-turn = 이 로그인에 맞지 않는 답이었어요.
history-not-active = 비밀번호는 맞았지만 로그인할 수 없는 사람이었어요.
