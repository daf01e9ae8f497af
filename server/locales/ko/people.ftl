people-any = 전체
people-standing = 상태
people-nobody-fits = 선택한 조건에 맞는 사람이 없어요.
people-look-on = 지금까지 살펴본 사람 중에는 없어요. 다음 페이지로 가면 계속 찾아요.
