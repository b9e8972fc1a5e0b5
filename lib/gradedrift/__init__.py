"""How Ofsted's grades of children's services in England moved, 2009 to 2015."""
