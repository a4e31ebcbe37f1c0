"""What the forms of the labour market offer to choose from; core.forms narrows every choice to the user's sight."""

from employment.models import Employer, Post

TRUSTED_EMPLOYERS = Employer.objects.trusted()
OPEN_POSTS = Post.objects.open()
OFFERED_POSTS = Post.objects.offered().select_related("employer")
