# 메일. 제목은 무슨 일인지만 말하고, 훔친 사람에게 쓸모 있는 것은 말하지 않아요.
mail-hello = { $name } 님, 안녕하세요.
mail-hello-stranger = 안녕하세요.
mail-when = 일시:
mail-device = 브라우저:
mail-address = 네트워크 주소:
mail-link-until = 링크는 { $until }까지, 한 번만 쓸 수 있어요.

mail-invitation-subject = { $account } 초대장
mail-invitation = { $account }에 초대되었어요.
mail-invitation-by = { $inviter } 님이 { $account }에 초대했어요.
mail-invitation-link = 아래 링크를 열고 비밀번호를 정하세요.
mail-invitation-not-you = 예상하지 못한 초대라면 아무것도 하지 않아도 돼요. 링크가 없으면 아무도 쓸 수 없어요.

mail-registration-subject = { $account } 계정 만들기
mail-registration = 누군가 이 이메일 주소로 { $account }에 계정을 만들려고 해요. 본인이라면 아래 링크를 열고 비밀번호를 정하세요.
mail-registration-hour = 링크는 1시간 동안, 한 번만 쓸 수 있어요.
mail-registration-not-you = 본인이 아니라면 아무것도 하지 않아도 돼요. 링크가 없으면 아무도 이 주소를 쓸 수 없어요.

mail-already-here-subject = { $account }에 이미 계정이 있어요
mail-already-here = 누군가 이 이메일 주소로 { $account }에 계정을 만들려고 해요. 이미 계정이 있으므로 아무것도 바뀌지 않았어요.
mail-already-here-forgot = 그 계정으로 로그인하세요. 비밀번호를 잊었다면 여기서 새로 정하세요.
mail-already-here-invited = 이미 초대받은 계정이에요. 초대 메일의 링크를 여세요. 링크가 열리지 않으면 새 초대를 부탁하세요.
mail-already-here-not-you = 본인이 아니라면 아무것도 하지 않아도 돼요. 계정은 그대로예요.

mail-password-reset-subject = { $account } 새 비밀번호
mail-password-reset = 누군가 { $account }의 새 비밀번호를 요청했어요. 본인이라면 아래 링크를 여세요.
mail-password-reset-minutes = 링크는 30분 동안, 한 번만 쓸 수 있어요. 그 뒤에도 인증 코드는 물어요.
mail-password-reset-not-you = 본인이 아니라면 아무것도 하지 않아도 돼요. 비밀번호는 그대로예요.

mail-password-changed-subject = { $account } 비밀번호가 바뀌었어요
mail-password-changed = { $account }의 비밀번호가 바뀌었어요.

mail-factor-added-subject = 로그인에 두 번째 단계가 추가되었어요
mail-factor-added = 이제 { $account }에 로그인할 때 비밀번호와 함께 이 두 번째 단계를 쓸 수 있어요: { $factor }.

mail-factor-removed-subject = 로그인에서 두 번째 단계가 지워졌어요
mail-factor-removed = 이제 { $account }에 로그인할 때 이 두 번째 단계를 쓸 수 없어요: { $factor }.

mail-authenticator-removed-subject = 2단계 인증을 껐어요
mail-authenticator-removed = { $account }의 2단계 인증이 꺼졌어요. 이제 비밀번호만으로 로그인할 수 있어요.

mail-recovery-code-used-subject = 복구 코드를 썼어요
mail-recovery-code-used = { $n ->
    [0] 복구 코드로 { $account }에 로그인했어요. 마지막 코드였어요. 내 보안에서 새 코드를 받으세요.
    [1] 복구 코드로 { $account }에 로그인했어요. { $n }개 남았어요. 내 보안에서 새 코드를 받으세요.
   *[other] 복구 코드로 { $account }에 로그인했어요. { $n }개 남았어요.
}
mail-recovery-code-used-not-you = 본인이 아니라면 누군가 비밀번호와 복구 코드를 가지고 있어요. 비밀번호를 바꾸고, 새 코드를 받고, 관리자에게 알리세요.

mail-recovery-codes-replaced-subject = 복구 코드를 새로 만들었어요
mail-recovery-codes-replaced = { $account }의 복구 코드가 새 코드로 바뀌었어요. 예전 코드는 쓸 수 없어요.

mail-too-many-tries-subject = 누군가 인증 코드를 계속 시도하고 있어요
mail-too-many-tries = 누군가 { $account }의 비밀번호를 맞게 입력한 뒤 틀린 인증 코드를 여러 번 입력했어요. 들어오지는 못했어요.

mail-signed-out-everywhere-subject = 모든 곳에서 로그아웃되었어요
mail-signed-out-everywhere = { $account }의 모든 세션이 끝났어요. 다시 로그인할 수 있어요.
mail-signed-out-everywhere-not-you = 이유를 모르겠다면 관리자에게 물어보세요.

mail-break-glass-opened-subject = { $account } 비상 접근이 준비되었어요
mail-break-glass-opened = { $account } 서버의 운영자가 링크를 만들었어요. 이 링크로 새 비밀번호를 정하고 인증 앱을 바꿔요. 링크는 이 메일에 없고, 운영자가 직접 전해 줘요. 모든 곳에서 로그아웃되었어요.
mail-break-glass-opened-for = { $account } 서버의 운영자가 { $person } 님을 위한 비상 링크를 만들었어요. 이 링크로 새 비밀번호를 정하고 인증 앱을 바꿔요.
mail-break-glass-opened-not-you = 부탁한 적이 없다면 지금 서버 운영자에게 전화하세요. 링크를 쓰기 전까지는 비밀번호와 인증 코드가 그대로예요.
mail-break-glass-opened-not-known = { $person } 님이 부탁한 일이 아니라면 지금 본인과 서버 운영자에게 전화하세요.

mail-break-glass-used-subject = { $account } 비상 접근이 쓰였어요
mail-break-glass-used = { $account }의 비상 링크를 썼어요. 비밀번호가 바뀌었어요. 예전 인증 앱과 복구 코드는 쓸 수 없어요. 다음에 로그인할 때 새 인증 앱을 설정해요.
mail-break-glass-used-for = { $account }에서 { $person } 님의 비상 링크가 쓰였어요. 비밀번호가 바뀌었어요. 예전 인증 앱과 복구 코드는 쓸 수 없어요.
mail-break-glass-used-not-you = 본인이 아니라면 지금 서버 운영자에게 전화하세요.
mail-break-glass-used-not-known = 예상하지 못한 일이라면 지금 { $person } 님과 서버 운영자에게 전화하세요.

mail-archived-subject = 계정이 종료되었어요
mail-archived = 관리자가 { $account }의 계정을 종료했어요. 이제 이 계정으로 로그인할 수 없어요.
mail-archived-not-you = 이유를 모르겠다면 관리자에게 물어보세요.

mail-role-changed-subject = 역할이 바뀌었어요
mail-role-changed = { $account }에서 이제 맡은 역할: { $role }.
mail-role-changed-not-you = 이유를 모르겠다면 관리자에게 물어보세요.

mail-unknown-subject = 메일

mail-report-ready-subject = { $account }의 2단계 인증 현황 보고서가 준비됐어요
mail-report-ready = 요청하신 2단계 인증 현황 보고서가 준비됐어요. 여기에서 저장하세요:
mail-report-ready-until = 로그인되어 있어야 해요. 링크는 { $until }까지, 본인만, 요청했을 때의 역할이 그대로인 동안 쓸 수 있어요.
mail-report-ready-not-you = 요청하지 않았다면 누군가 회원님으로 로그인한 거예요. 내 보안에서 모든 세션을 끝내고 비밀번호를 바꾸세요.
