"""How Ofsted graded children's services, 2009 to 2015."""
