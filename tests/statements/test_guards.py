import pytest
from statements import guards
from statements.models import ChainHead, User
from tests.cast import Newsroom

@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("n",[1,2])
def test_a(newsroom: Newsroom, n:int) -> None:
    assert guards.missing()==set()
    newsroom.withdrawn()
    assert ChainHead.objects.get().number==5
